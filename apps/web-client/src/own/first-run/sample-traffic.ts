import type { NamedClient } from '../../clients/named-client.ts';
import type { OwnClient } from '../contracts.ts';

export type Person = Pick<NamedClient, 'id' | 'name' | 'identity'> & { readonly client: OwnClient };

export interface SampleOptions {
  readonly signal: AbortSignal;
  /** Reports each step, in a few words. */
  readonly onStep: (text: string) => void;
}

const ROOM = 'general';
const TIMEOUT = 5_000;

/**
 * Logs both clients in, joins a room and sends a message as each, by ordinary calls. Resolves to what was done; rejects
 * with an Error whose message is for the user, or with the signal's reason if it was stopped.
 */
export async function runSampleTraffic(people: readonly Person[], options: SampleOptions): Promise<string> {
  const { signal, onStep } = options;
  const call = { signal, timeout: TIMEOUT };
  const names: string[] = [];
  for (const person of people) {
    // A token that was given by hand has no name.
    names.push(person.identity ? (person.identity.user?.name ?? person.name) : await logIn(person, options));
  }
  for (const [index, { client }] of people.entries()) {
    onStep(`${names[index]} joins ${ROOM}`);
    expectOk(await client.call('room:join', { room: ROOM }, call), signal);
  }
  for (const [index, { client }] of people.entries()) {
    onStep(`${names[index]} says hello`);
    const text = `Hello from ${names[index]}!`;
    expectOk(await client.call('message:send', { room: ROOM, text }, call), signal);
  }
  return `${names.join(' and ')} said hello in ${ROOM}: every step is in the timeline.`;
}

async function logIn({ name, client }: Person, { signal, onStep }: SampleOptions): Promise<string> {
  for (const wanted of namesLike(name)) {
    onStep(`${wanted} logs in`);
    const reply = await client.call('session:login', { name: wanted }, { signal, timeout: TIMEOUT });
    const isTaken = !reply.ok && reply.error.code === 'NAME_TAKEN';
    if (!isTaken) {
      expectOk(reply, signal);
      return wanted;
    }
    onStep(`The name ${wanted} is in use`);
  }
  throw new Error(`The name ${name} and similar ones are in use: rename the client and try again.`);
}

/** The name itself, two with a number, and one with a random number. */
function namesLike(name: string): string[] {
  const short = name.slice(0, 26);
  return [name, `${short} 2`, `${short} 3`, `${short} ${crypto.getRandomValues(new Uint16Array(1))[0]}`];
}

type Settled =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

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
