import { type ConnectionState, createClient, stayLoggedIn } from '@switchboard/client';
import {
  type ClientInspection,
  type ConnectionStep,
  type InspectedTraffic,
  inspectClient,
} from '@switchboard/client/devtools';
import { contract } from '@switchboard/events';
import {
  authOf,
  type ConnectionSettings,
  DEFAULT_SETTINGS,
  socketOptionsOf,
  urlOf,
} from './connection-settings.ts';
import { type ConsoleClient, type Identity, identityOf, LOGIN_EVENTS } from './identity.ts';
import { NO_PROGRESS, progressAfter } from './link-progress.ts';
import { type Faults, type NamedClient, withHistory } from './named-client.ts';
import {
  readIdentity,
  readSavedClients,
  type SavedClient,
  saveClients,
  saveIdentity,
} from './saved-clients.ts';
import type { TrafficLog } from './traffic-log.ts';

export type { NamedClient } from './named-client.ts';

const FIRST: readonly SavedClient[] = [
  { name: 'Alice', hue: 0, settings: DEFAULT_SETTINGS },
  { name: 'Bob', hue: 1, settings: DEFAULT_SETTINGS },
];

type MadeClient = Pick<NamedClient, 'client' | 'tools'>;

/** The clients of the console: each has a name, and an identity, settings and a connection of its own. */
export class NamedClients {
  readonly #url: string;
  readonly #log: TrafficLog;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(clientId: string, traffic: InspectedTraffic) => void>();
  readonly #release = new WeakMap<ConsoleClient, () => void>();
  readonly #forget = new WeakMap<ConsoleClient, () => void>();
  readonly #heartbeats = new Map<string, number>();
  #clients: readonly NamedClient[] = [];
  #nextHue = 0;

  constructor(url: string, log: TrafficLog) {
    this.#url = url;
    this.#log = log;
    for (const saved of readSavedClients() ?? FIRST) this.#insert(saved, readIdentity(idOf(saved)));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): readonly NamedClient[] => this.#clients;

  /** When the last heartbeat of a client's connection came: there are too many for the snapshot, which renders the page. */
  heartbeatAt(id: string): number | undefined {
    return this.#heartbeats.get(id);
  }

  /** Reports the traffic of all clients, also of those that are added later; returns its undo. */
  onTraffic(watcher: (clientId: string, traffic: InspectedTraffic) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Adds a client, connects it, and returns its id. */
  add(name: string): string {
    return this.#insert({ name, hue: this.#nextHue, settings: DEFAULT_SETTINGS }, undefined);
  }

  /** Adds one more with the same settings and identity, connects it, and returns its id. */
  duplicate(id: string): string {
    const { name, settings, identity } = this.#get(id);
    return this.#insert({ name: this.#copyOf(name), hue: this.#nextHue, settings }, identity);
  }

  rename(id: string, name: string): void {
    this.#update(id, (entry) => ({ ...entry, name }));
    saveClients(this.#clients);
  }

  /** Returns what brings the client back: its place, settings and identity, with a connection of its own. */
  remove(id: string): () => void {
    const removed = this.#get(id);
    const index = this.#clients.indexOf(removed);
    this.#close(removed.client);
    saveIdentity(id, undefined);
    this.#set(this.#clients.filter((entry) => entry.id !== id));
    saveClients(this.#clients);
    return () => {
      if (!this.#clients.some((entry) => entry.id === id)) this.#insert(removed, removed.identity, index);
    };
  }

  /** Connects again with other settings and, where it is another one, another token. */
  apply(id: string, settings: ConnectionSettings, token?: string): void {
    const { client, faults } = this.#get(id);
    this.#close(client);
    if (token !== undefined) this.#setIdentity(id, this.#identityOf(token));
    const { identity } = this.#get(id);
    const next = this.#createClient(id, settings, identity);
    this.#update(id, (entry) => ({ ...entry, settings, ...next }));
    saveClients(this.#clients);
    setFaults(next.tools, faults);
    next.client.connect();
  }

  /** Closes the connection, if there is one, and opens it again. */
  reconnect(id: string): void {
    const { client } = this.#get(id);
    client.disconnect();
    client.connect();
  }

  /** Gives up the token, and connects anonymously. */
  forgetIdentity(id: string): void {
    this.#forget.get(this.#get(id).client)?.();
    this.reconnect(id);
  }

  /** Breaks the network of this client on purpose, or ends that. */
  setFaults(id: string, change: Partial<Faults>): void {
    this.#update(id, (entry) => ({ ...entry, faults: { ...entry.faults, ...change } }));
    const { tools, faults } = this.#get(id);
    setFaults(tools, faults);
  }

  #insert(saved: SavedClient, identity: Identity | undefined, index = this.#clients.length): string {
    const { name, hue, settings } = saved;
    const id = idOf(saved);
    this.#nextHue = Math.max(this.#nextHue, hue + 1);
    const made = this.#createClient(id, settings, identity);
    const entry: NamedClient = {
      id,
      name,
      hue,
      settings,
      ...made,
      state: made.client.state,
      progress: NO_PROGRESS,
      faults: { isOffline: false, isWebsocketBlocked: false },
      history: [],
      ...(identity && { identity }),
    };
    saveIdentity(id, identity);
    this.#set(this.#clients.toSpliced(index, 0, entry));
    saveClients(this.#clients);
    made.client.connect();
    return id;
  }

  #createClient(id: string, settings: ConnectionSettings, identity: Identity | undefined): MadeClient {
    const client = createClient(contract, urlOf(settings, this.#url), {
      autoConnect: false,
      auth: authOf(settings, identity),
      // A console shows what breaks the contract instead of hiding it.
      validation: { replies: 'report' },
      socketOptions: socketOptionsOf(settings),
    });
    const tools = inspectClient(client);
    const login = stayLoggedIn(client, LOGIN_EVENTS);
    this.#forget.set(client, login.forget);
    const releases = [
      tools.observe((traffic) => {
        this.#log.addTraffic(id, traffic);
        for (const watcher of this.#watchers) watcher(id, traffic);
      }),
      tools.onLate((late) => this.#log.addLate(id, late)),
      tools.onState((state) => this.#onState(id, state)),
      tools.onStep((step) => this.#onStep(id, step)),
      login.onState((state) => {
        const ended = state.status === 'ended' ? state.problem.message : undefined;
        this.#setIdentity(id, identityOf(state, this.#get(id).identity), ended);
      }),
      login.stop,
      () => tools.stop(),
    ];
    this.#release.set(client, () => {
      for (const release of releases) release();
    });
    return { client, tools };
  }

  /** What it reports while it closes is still noted, and nothing after that. */
  #close(client: ConsoleClient): void {
    client.disconnect();
    this.#release.get(client)?.();
  }

  #onState(id: string, state: ConnectionState): void {
    this.#update(id, (entry) => {
      const { state: before } = entry;
      this.#log.addState(id, state, before);
      const history = withHistory(entry, { at: Date.now(), state, before });
      const progress = state.status === 'disconnected' ? NO_PROGRESS : entry.progress;
      return { ...entry, state, history, progress };
    });
  }

  #onStep(id: string, step: ConnectionStep): void {
    if (step.kind === 'heartbeat') {
      this.#heartbeats.set(id, step.at);
      return;
    }
    if (step.kind === 'opening') this.#heartbeats.delete(id);
    this.#update(id, (entry) => {
      const history = withHistory(entry, { at: step.at, step });
      return { ...entry, history, progress: progressAfter(entry.progress, step) };
    });
  }

  #setIdentity(id: string, identity: Identity | undefined, loginEnded?: string): void {
    saveIdentity(id, identity);
    this.#update(id, ({ identity: _, loginEnded: __, ...entry }) => ({
      ...entry,
      ...(identity && { identity }),
      ...(loginEnded !== undefined && { loginEnded }),
    }));
  }

  /** Who that is, as far as a client of this console knows. */
  #identityOf(token: string): Identity | undefined {
    if (token === '') return undefined;
    return this.#clients.find(({ identity }) => identity?.token === token)?.identity ?? { token };
  }

  #copyOf(name: string): string {
    const isTaken = (copy: string): boolean => this.#clients.some((entry) => entry.name === copy);
    let copy = `${name} copy`;
    for (let number = 2; isTaken(copy); number += 1) copy = `${name} copy ${number}`;
    return copy;
  }

  #get(id: string): NamedClient {
    const entry = this.#clients.find((one) => one.id === id);
    if (!entry) throw new Error(`The console has no client ${id}.`);
    return entry;
  }

  #update(id: string, change: (entry: NamedClient) => NamedClient): void {
    this.#set(this.#clients.map((entry) => (entry.id === id ? change(entry) : entry)));
  }

  #set(clients: readonly NamedClient[]): void {
    this.#clients = clients;
    for (const listener of this.#listeners) listener();
  }
}

function idOf({ hue }: SavedClient): string {
  return `client-${hue}`;
}

function setFaults({ fault }: ClientInspection, { isOffline, isWebsocketBlocked }: Faults): void {
  fault.blockWebsocket(isWebsocketBlocked);
  fault.offline(isOffline);
}
