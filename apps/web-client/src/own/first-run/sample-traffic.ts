import { create } from 'zustand';
import type { NamedClient } from '../../clients/named-client.ts';
import type { NamedClients } from '../../clients/named-clients.ts';
import { errorMessage } from '../../lib/in-words.ts';
import { OWN, type OwnClient, ownClientOf } from '../contracts.ts';
import { SAMPLE } from '../texts.ts';

interface SampleRun {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  /** The present step, or what came of it. */
  readonly text?: string | undefined;
  /** Does nothing while it runs. It takes the first two clients with this contract; if there is one, it adds another. */
  start(clients: NamedClients): Promise<void>;
  stop(): void;
  forget(): void;
}

/** The run of the sample traffic. */
export const useSample = create<SampleRun>()((set, get) => {
  let running = new AbortController();
  return {
    status: 'idle',
    start: async (clients) => {
      if (get().status === 'running') return;
      running = new AbortController();
      const { signal } = running;
      const people = (): Person[] =>
        clients.getSnapshot().flatMap((entry) => {
          const client = ownClientOf(entry);
          return client ? [{ ...entry, client }] : [];
        });
      const [first] = people();
      if (first && people().length < 2) clients.add('Bob', first.id);
      set({ status: 'running', text: SAMPLE.starting });
      try {
        if (!first) throw new Error(SAMPLE.noClient(OWN.name));
        const names = await runSampleTraffic(people().slice(0, 2), signal, (text) => set({ text }));
        set({ status: 'done', text: SAMPLE.done(names, ROOM) });
      } catch (error) {
        set({ status: 'failed', text: signal.aborted ? SAMPLE.stopped : errorMessage(error) });
      }
    },
    stop: () => running.abort(),
    forget: () => set({ status: 'idle', text: undefined }),
  };
});

type Person = Pick<NamedClient, 'id' | 'name' | 'identity'> & { readonly client: OwnClient };

const ROOM = 'general';

/**
 * Logs both clients in, joins a room and sends a message as each, by ordinary calls. Resolves to their names; rejects with an
 * Error whose message is for the user, or with the signal's reason if it was stopped.
 */
async function runSampleTraffic(
  people: readonly Person[],
  signal: AbortSignal,
  onStep: (text: string) => void,
): Promise<readonly string[]> {
  const options = { signal, timeout: 5_000 };
  const logIn = async ({ name, client }: Person): Promise<string> => {
    for (const wanted of namesLike(name)) {
      onStep(SAMPLE.logsIn(wanted));
      const reply = await client.call('session:login', { name: wanted }, options);
      if (reply.ok || reply.error.code !== 'NAME_TAKEN') {
        expectOk(reply, signal);
        return wanted;
      }
    }
    throw new Error(SAMPLE.namesTaken(name));
  };
  const users: { readonly name: string; readonly client: OwnClient }[] = [];
  for (const person of people) {
    const { name, identity, client } = person;
    // A token that was given by hand has no name.
    users.push({ name: identity ? (identity.user?.name ?? name) : await logIn(person), client });
  }
  for (const { name, client } of users) {
    onStep(SAMPLE.joins(name, ROOM));
    expectOk(await client.call('room:join', { room: ROOM }, options), signal);
  }
  for (const { name, client } of users) {
    onStep(SAMPLE.saysHello(name));
    expectOk(await client.call('message:send', { room: ROOM, text: SAMPLE.hello(name) }, options), signal);
  }
  return users.map(({ name }) => name);
}

/** The name itself, two with a number, and one with a random number. */
function namesLike(name: string): string[] {
  const short = name.slice(0, 26);
  return [name, `${short} 2`, `${short} 3`, `${short} ${crypto.getRandomValues(new Uint16Array(1))[0]}`];
}

type Settled = { ok: true } | { ok: false; error: { readonly code: string; readonly message: string } };

function expectOk(reply: Settled, signal: AbortSignal): void {
  // A call that is stopped settles as TIMEOUT.
  signal.throwIfAborted();
  if (reply.ok) return;
  const { code, message } = reply.error;
  if (code === 'DISCONNECTED') throw new Error(SAMPLE.notConnected);
  throw new Error(code === 'TIMEOUT' ? SAMPLE.noReply : SAMPLE.refused(message, code));
}
