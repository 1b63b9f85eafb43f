import { create } from 'zustand';
import type { NamedClient } from '../../clients/named-client.ts';
import type { NamedClients } from '../../clients/named-clients.ts';
import { OWN, type OwnClient, ownClientOf } from '../contracts.ts';

interface Sample {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  /** The present step, or what came of it. */
  readonly text?: string | undefined;
  /** Does nothing while it runs. It takes the first two clients with this contract; if there is one, it adds another. */
  start(clients: NamedClients): Promise<void>;
  /** Sends nothing more. */
  stop(): void;
  /** Hides the result of the last run. */
  forget(): void;
}

/** The run of the sample traffic. */
export const useSample = create<Sample>()((set, get) => {
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
      const onStep = (text: string): void => set({ status: 'running', text });
      onStep('Starting');
      try {
        if (!first) throw new Error(`No client uses the contract ${OWN.name}: add one for this server.`);
        set({ status: 'done', text: await runSampleTraffic(people().slice(0, 2), signal, onStep) });
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const stopped = 'Stopped. Messages that were sent stay sent.';
        set({ status: 'failed', text: signal.aborted ? stopped : text });
      }
    },
    stop: () => running.abort(),
    forget: () => set({ status: 'idle', text: undefined }),
  };
});

type Person = Pick<NamedClient, 'id' | 'name' | 'identity'> & { readonly client: OwnClient };

const ROOM = 'general';
const TIMEOUT = 5_000;

/**
 * Logs both clients in, joins a room and sends a message as each, by ordinary calls. Resolves to what was done; rejects
 * with an Error whose message is for the user, or with the signal's reason if it was stopped.
 */
async function runSampleTraffic(
  people: readonly Person[],
  signal: AbortSignal,
  onStep: (text: string) => void,
): Promise<string> {
  const options = { signal, timeout: TIMEOUT };
  const logIn = async ({ name, client }: Person): Promise<string> => {
    for (const wanted of namesLike(name)) {
      onStep(`${wanted} logs in`);
      const reply = await client.call('session:login', { name: wanted }, options);
      if (reply.ok || reply.error.code !== 'NAME_TAKEN') {
        expectOk(reply, signal);
        return wanted;
      }
      onStep(`The name ${wanted} is in use`);
    }
    throw new Error(`The name ${name} and similar ones are in use: rename the client and try again.`);
  };
  const names: string[] = [];
  for (const person of people) {
    // A token that was given by hand has no name.
    names.push(person.identity ? (person.identity.user?.name ?? person.name) : await logIn(person));
  }
  for (const [index, { client }] of people.entries()) {
    onStep(`${names[index]} joins ${ROOM}`);
    expectOk(await client.call('room:join', { room: ROOM }, options), signal);
  }
  for (const [index, { client }] of people.entries()) {
    onStep(`${names[index]} says hello`);
    const text = `Hello from ${names[index]}!`;
    expectOk(await client.call('message:send', { room: ROOM, text }, options), signal);
  }
  return `${names.join(' and ')} said hello in ${ROOM}: every step is in the timeline.`;
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
  if (!reply.ok) throw new Error(explain(reply.error));
}

function explain({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'DISCONNECTED') return 'There is no connection: connect both clients and try again.';
  if (code === 'TIMEOUT') return 'The server did not reply in time: check that both clients are connected.';
  return `The server refused: ${message} (${code})`;
}
