import { type ConnectionState, createClient, type Traffic } from '@switchboard/client';
import { contract } from '@switchboard/events';
import { type ConsoleClient, type Identity, watchIdentity } from './identity.ts';
import { readStoredJson, storeJson } from './stored-json.ts';
import type { TrafficLog } from './traffic-log.ts';

/** One client of the console, under the name that its user gave it. */
export interface NamedClient {
  readonly id: string;
  readonly name: string;
  /** A number of its own: picks the colour, and survives a reload. */
  readonly hue: number;
  readonly client: ConsoleClient;
  readonly state: ConnectionState;
  /** Who it is logged in as; survives a reload of this tab. */
  readonly identity?: Identity;
  /** Every attempt and change of its connection, oldest first, at most 200. */
  readonly attempts: readonly Attempt[];
}

export interface Attempt {
  readonly at: number;
  readonly state: ConnectionState;
}

const MAX_ATTEMPTS = 200;
const STORED = 'switchboard.clients';
// Per tab, so that two tabs are different people and a token does not outlive its tab.
const storage = (): Storage => sessionStorage;

type Saved = Pick<NamedClient, 'name' | 'hue'>;

const FIRST: readonly Saved[] = [
  { name: 'Alice', hue: 0 },
  { name: 'Bob', hue: 1 },
];

/** The clients of the console: connected at once, told apart by name, each with its own identity. */
export class NamedClients {
  readonly #url: string;
  readonly #log: TrafficLog;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(clientId: string, traffic: Traffic) => void>();
  #clients: readonly NamedClient[] = [];

  constructor(url: string, log: TrafficLog) {
    this.#url = url;
    this.#log = log;
    for (const { name, hue } of readSaved() ?? FIRST) this.#connect(name, hue);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): readonly NamedClient[] => this.#clients;

  /** Tells the traffic of all clients, those of later too; returns its undo. */
  onTraffic(watcher: (clientId: string, traffic: Traffic) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Adds a client, connects it, and returns its id. */
  add(name: string): string {
    return this.#connect(name, Math.max(-1, ...this.#clients.map(({ hue }) => hue)) + 1);
  }

  rename(id: string, name: string): void {
    this.#update(id, (entry) => ({ ...entry, name }));
  }

  remove(id: string): void {
    this.#clients.find((entry) => entry.id === id)?.client.disconnect();
    storeJson(storage, identityKey(id), undefined);
    this.#set(this.#clients.filter((entry) => entry.id !== id));
  }

  /** Gives up the token, as after a refusal that names it, and connects as nobody. */
  forgetIdentity(id: string): void {
    const { client } = this.#clients.find((entry) => entry.id === id) ?? {};
    client?.setAuth({});
    this.#setIdentity(id, undefined);
    client?.disconnect();
    client?.connect();
  }

  #connect(name: string, hue: number): string {
    const id = `client-${hue}`;
    const identity = readStoredJson(storage, identityKey(id)) as Identity | undefined;
    const client = createClient(contract, this.#url, {
      autoConnect: false,
      ...(identity && { auth: { token: identity.token } }),
      // A console shows what breaks the contract instead of hiding it.
      validation: { replies: 'report' },
    });
    this.#set([
      ...this.#clients,
      { id, name, hue, client, state: client.state, attempts: [], ...(identity && { identity }) },
    ]);
    client.observe((traffic) => this.#log.addTraffic(id, traffic));
    client.observe((traffic) => {
      for (const watcher of this.#watchers) watcher(id, traffic);
    });
    client.onState((state) => this.#onState(id, state));
    watchIdentity(client, (changed) => this.#setIdentity(id, changed));
    client.connect();
    return id;
  }

  #onState(id: string, state: ConnectionState): void {
    this.#update(id, (entry) => {
      this.#log.addState(id, state, entry.state);
      const attempts = [...entry.attempts, { at: Date.now(), state }].slice(-MAX_ATTEMPTS);
      return { ...entry, state, attempts };
    });
  }

  #setIdentity(id: string, identity: Identity | undefined): void {
    storeJson(storage, identityKey(id), identity);
    this.#update(id, ({ identity: _, ...entry }) => ({ ...entry, ...(identity && { identity }) }));
  }

  #update(id: string, change: (entry: NamedClient) => NamedClient): void {
    this.#set(this.#clients.map((entry) => (entry.id === id ? change(entry) : entry)));
  }

  #set(clients: readonly NamedClient[]): void {
    this.#clients = clients;
    storeJson(
      storage,
      STORED,
      clients.map(({ name, hue }) => ({ name, hue })),
    );
    for (const listener of this.#listeners) listener();
  }
}

function identityKey(id: string): string {
  return `switchboard.identity.${id}`;
}

function readSaved(): Saved[] | undefined {
  const stored = readStoredJson(storage, STORED);
  return Array.isArray(stored) && stored.length > 0 ? (stored as Saved[]) : undefined;
}
