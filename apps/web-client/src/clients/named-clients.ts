import { type Client, type ConnectionState, type Login, stayLoggedIn } from '@switchboard/client';
import type { ConnectionStep, Inspection } from '@switchboard/client/devtools';
import type { Link, LinkMessage } from '../clients/link.ts';
import { openLink } from '../clients/open-link.ts';
import { explainPolicy } from '../clients/page-policy.ts';
import { firstClients } from '../clients/target.ts';
import type { ConsoleLogin } from '../contract/console-contract.ts';
import { contractById, setContractOf } from '../contract/contracts.ts';
import { CLIENTS } from '../texts/clients.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { type Identity, identityOf, type User } from './identity.ts';
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

type MadeLink = Pick<NamedClient, 'link' | 'tools'>;

/** The clients of the console: each has a name, and an identity, settings and a connection of its own. */
export class NamedClients {
  readonly #url: string;
  readonly #log: TrafficLog;
  readonly #listeners = new Set<() => void>();
  readonly #watchers = new Set<(clientId: string, message: LinkMessage) => void>();
  readonly #release = new WeakMap<Link, () => void>();
  readonly #forget = new WeakMap<Link, () => void>();
  readonly #heartbeats = new Map<string, number>();
  #clients: readonly NamedClient[] = [];
  #nextHue = 0;

  /** `first` are the clients of a page that keeps none yet. */
  constructor(url: string, log: TrafficLog, first: readonly SavedClient[] = firstClients()) {
    this.#url = url;
    this.#log = log;
    for (const saved of readSavedClients() ?? first) this.#insert(saved, readIdentity(idOf(saved)));
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

  /** Reports the messages of all clients, also of those that are added later; returns its undo. */
  onMessage(watcher: (clientId: string, message: LinkMessage) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Adds a client with the settings of another one, but for a `change`, and anonymous; connects it, and returns its id. */
  add(name: string, like: string, change: Partial<ConnectionSettings> = {}): string {
    const settings = { ...this.#get(like).settings, auth: {}, ...change };
    return this.#insert({ name, hue: this.#nextHue, settings }, undefined);
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
    this.#close(removed.link);
    saveIdentity(id, undefined);
    this.#set(this.#clients.filter((entry) => entry.id !== id));
    saveClients(this.#clients);
    return () => {
      if (!this.#clients.some((entry) => entry.id === id)) this.#insert(removed, removed.identity, index);
    };
  }

  /** Connects again with other settings and, where it is another one, another token. */
  apply(id: string, settings: ConnectionSettings, token?: string): void {
    const { link, faults } = this.#get(id);
    this.#close(link);
    if (token !== undefined) this.#setIdentity(id, this.#identityOf(token));
    const { identity } = this.#get(id);
    const next = this.#open(id, settings, identity);
    this.#update(id, (entry) => ({ ...entry, settings, ...next, state: next.tools.state }));
    saveClients(this.#clients);
    setFaults(next.tools, faults);
    next.link.connect();
  }

  /** Connects to another server, and leaves the identity behind: it is that of the server before. */
  connectTo(id: string, settings: ConnectionSettings): void {
    const isSame = isSameServer(settings, this.#get(id).settings);
    this.apply(id, settings, isSame ? undefined : '');
  }

  /** Closes the connection, if there is one, and opens it again. */
  reconnect(id: string): void {
    const { link } = this.#get(id);
    link.disconnect();
    link.connect();
  }

  /** Gives up the token, and connects anonymously. */
  forgetIdentity(id: string): void {
    this.#forget.get(this.#get(id).link)?.();
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
    const made = this.#open(id, settings, identity);
    const entry: NamedClient = {
      id,
      name,
      hue,
      settings,
      ...made,
      state: made.tools.state,
      progress: NO_PROGRESS,
      faults: { isOffline: false, isWebsocketBlocked: false },
      history: [],
      ...(identity && { identity }),
    };
    saveIdentity(id, identity);
    this.#set(this.#clients.toSpliced(index, 0, entry));
    saveClients(this.#clients);
    made.link.connect();
    return id;
  }

  #open(id: string, settings: ConnectionSettings, identity: Identity | undefined): MadeLink {
    const link = openLink(settings, this.#url, identity);
    const { client, tools, contract } = link;
    setContractOf(id, contract);
    const releases = [
      link.onMessage((message) => {
        this.#log.add(id, message);
        for (const watcher of this.#watchers) watcher(id, message);
      }),
      tools.onState((state) => this.#onState(id, explainPolicy(state, link.url))),
      tools.onStep((step) => this.#onStep(id, step)),
    ];
    if (client && contract.login) {
      const login = keepLogin(client, contract.login);
      this.#forget.set(link, login.forget);
      const leave = login.onState((state) => {
        const ended = state.status === 'ended' ? state.problem.message : undefined;
        this.#setIdentity(id, identityOf(state, this.#get(id).identity), ended);
      });
      releases.push(leave, login.stop);
    }
    this.#release.set(link, () => {
      for (const release of releases) release();
      link.stop();
    });
    return { link, tools };
  }

  /** What it reports while it closes is still noted, and nothing after that. */
  #close(link: Link): void {
    link.disconnect();
    this.#release.get(link)?.();
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
    let number = 1;
    while (isTaken(CLIENTS.copyOf(name, number))) number += 1;
    return CLIENTS.copyOf(name, number);
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

/** Whether a token of one holds at the other. */
function isSameServer(one: ConnectionSettings, other: ConnectionSettings): boolean {
  return one.url === other.url && contractById(one.contract) === contractById(other.contract);
}

/** The compiler knows the events of no contract here: they were checked where the contract was made. */
function keepLogin(client: Client, events: ConsoleLogin): Login<{ user: User }> {
  return stayLoggedIn(client, events as never) as unknown as Login<{ user: User }>;
}

function setFaults({ fault }: Inspection, { isOffline, isWebsocketBlocked }: Faults): void {
  fault.blockWebsocket(isWebsocketBlocked);
  fault.offline(isOffline);
}
