import {
  type Client,
  type ClientAuth,
  type ConnectionState,
  type Login,
  stayLoggedIn,
} from '@switchboard/client';
import type { ConnectionStep, Inspection } from '@switchboard/client/devtools';
import { createStore } from 'zustand/vanilla';
import { type ConsoleLogin, setContractOf } from '../contract/contracts.ts';
import { Listeners } from '../lib/listeners.ts';
import { type ConnectionSettings, isSameLogin } from '../links/connection-settings.ts';
import type { Link, LinkMessage } from '../links/link.ts';
import { openLink } from '../links/open-link.ts';
import { CLIENTS } from '../texts/clients.ts';
import type { Place } from '../traffic/entry.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import { noteClientName } from './client-names.ts';
import {
  type Faults,
  type NamedClient,
  NO_PROGRESS,
  placeOf,
  progressAfter,
  withHistory,
} from './named-client.ts';
import { explainPolicy } from './page-policy.ts';
import {
  type Identity,
  identityOf,
  readIdentity,
  readNextHue,
  readSavedClients,
  type SavedClient,
  saveClients,
  saveIdentity,
  saveNextHue,
  type User,
} from './saved-clients.ts';
import { firstClients } from './target.ts';

/** What ends with the connection of a client. */
interface OpenClient {
  readonly release: () => void;
  /** Gives up the login, where there is one. */
  readonly forget?: () => void;
}

/** The clients of the console: each has a name, and an identity, settings and a connection of its own. */
export class NamedClients {
  readonly #url: string;
  readonly #log: TrafficLog;
  readonly #store = createStore<readonly NamedClient[]>(() => []);
  readonly #messages = new Listeners<readonly [clientId: string, message: LinkMessage, place: Place]>();
  readonly #holds = new WeakMap<Link, OpenClient>();
  readonly #heartbeats = new Map<string, number>();
  #nextHue = readNextHue();

  /** `first` are the clients of a page that keeps none yet. */
  constructor(url: string, log: TrafficLog, first: readonly SavedClient[] = firstClients()) {
    this.#url = url;
    this.#log = log;
    for (const saved of readSavedClients() ?? first) this.#insert(saved, readIdentity(idOf(saved)));
  }

  readonly subscribe = this.#store.subscribe;

  readonly getSnapshot = this.#store.getState;

  /** When the last heartbeat of a client's connection came: there are too many for the snapshot, which renders the page. */
  heartbeatAt(id: string): number | undefined {
    return this.#heartbeats.get(id);
  }

  /** Reports the messages of all clients, also of those that are added later; returns its undo. */
  onMessage(watcher: (clientId: string, message: LinkMessage, place: Place) => void): () => void {
    return this.#messages.add((reported) => watcher(...reported));
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
    this.#update(id, () => ({ name }));
    saveClients(this.getSnapshot());
  }

  /** Returns what brings the client back: its place, settings and identity, with a connection of its own. */
  remove(id: string): () => void {
    const removed = this.#get(id);
    const index = this.getSnapshot().indexOf(removed);
    this.#close(removed.link);
    saveIdentity(id, undefined);
    this.#keep(this.getSnapshot().filter((entry) => entry.id !== id));
    return () => {
      if (!this.getSnapshot().some((entry) => entry.id === id))
        this.#insert(removed, removed.identity, index);
    };
  }

  /**
   * Connects again with other settings, and with another token if one is given. Without one, the identity is kept at the
   * same server, and given up at another one, which must not get it.
   */
  apply(id: string, settings: ConnectionSettings, token?: string): void {
    const { link, settings: before } = this.#get(id);
    this.#close(link);
    const given = token ?? (isSameLogin(settings, before) ? undefined : '');
    if (given !== undefined) this.#setIdentity(id, this.#identityOf(given));
    this.#connectBy(id, settings);
  }

  /** Connects as a client of another version of the contract. The settings stay as they are: nothing of it is kept. */
  connectAs(id: string, contract: NonNullable<ClientAuth['contract']>): void {
    const { link, settings } = this.#get(id);
    this.#close(link);
    this.#connectBy(id, { ...settings, auth: { ...settings.auth, contract } }, settings);
  }

  /** Closes the connection, if there is one, and opens it again. */
  reconnect(id: string): void {
    const { link } = this.#get(id);
    link.disconnect();
    link.connect();
  }

  /** Gives up the token, and connects anonymously. */
  forgetIdentity(id: string): void {
    this.#holds.get(this.#get(id).link)?.forget?.();
    this.reconnect(id);
  }

  /** Breaks the network of this client on purpose, or ends that. */
  setFaults(id: string, change: Partial<Faults>): void {
    this.#update(id, ({ faults }) => ({ faults: { ...faults, ...change } }));
    const { link, faults } = this.#get(id);
    setFaults(link.tools, faults);
  }

  #insert(saved: SavedClient, identity: Identity | undefined, index = this.getSnapshot().length): string {
    const { name, hue, settings } = saved;
    const id = idOf(saved);
    this.#nextHue = Math.max(this.#nextHue, hue + 1);
    saveNextHue(this.#nextHue);
    const link = this.#open(id, settings, identity);
    const entry: NamedClient = {
      id,
      name,
      hue,
      settings,
      link,
      state: link.tools.state,
      progress: NO_PROGRESS,
      faults: { isOffline: false, isWebsocketBlocked: false },
      history: [],
      identity,
    };
    saveIdentity(id, identity);
    this.#keep(this.getSnapshot().toSpliced(index, 0, entry));
    link.connect();
    return id;
  }

  #open(id: string, settings: ConnectionSettings, identity: Identity | undefined): Link {
    const link = openLink(settings, this.#url, identity?.token);
    const { client, tools, contract } = link;
    setContractOf(id, contract);
    const place = placeOf({ link, settings });
    const stops = [
      link.onMessage((message) => {
        this.#log.add(id, message, place);
        this.#messages.notify([id, message, place]);
      }),
      tools.onState((state) => this.#onState(id, explainPolicy(state, link.url))),
      tools.onStep((step) => this.#onStep(id, step)),
    ];
    const login = client && contract.login && keepLogin(client, contract.login);
    if (login) {
      const leave = login.onState((state) => {
        const ended = state.status === 'ended' ? state.problem.message : undefined;
        this.#setIdentity(id, identityOf(state, this.#get(id).identity), ended);
      });
      stops.push(leave, login.stop);
    }
    const release = (): void => {
      for (const stop of stops) stop();
      link.stop();
    };
    this.#holds.set(link, { release, ...(login && { forget: login.forget }) });
    return link;
  }

  /** Gives it another connection; `kept` are its settings from then on. */
  #connectBy(id: string, used: ConnectionSettings, kept = used): void {
    const { identity, faults } = this.#get(id);
    const link = this.#open(id, used, identity);
    this.#update(id, () => ({ settings: kept, link, state: link.tools.state }));
    saveClients(this.getSnapshot());
    setFaults(link.tools, faults);
    link.connect();
  }

  /** What it reports while it closes is still noted, and nothing after that. */
  #close(link: Link): void {
    link.disconnect();
    this.#holds.get(link)?.release();
  }

  #onState(id: string, state: ConnectionState): void {
    this.#update(id, (entry) => {
      const { state: before, progress } = entry;
      this.#log.addState(id, state, before);
      const history = withHistory(entry, { at: Date.now(), state, before, place: placeOf(entry) });
      return { state, history, progress: state.status === 'disconnected' ? NO_PROGRESS : progress };
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
      return { history, progress: progressAfter(entry.progress, step) };
    });
  }

  #setIdentity(id: string, identity: Identity | undefined, loginEnded?: string): void {
    saveIdentity(id, identity);
    this.#update(id, () => ({ identity, loginEnded }));
  }

  /** Who that is, as far as a client of this console knows. */
  #identityOf(token: string): Identity | undefined {
    if (token === '') return undefined;
    return this.getSnapshot().find(({ identity }) => identity?.token === token)?.identity ?? { token };
  }

  #copyOf(name: string): string {
    const isTaken = (copy: string): boolean => this.getSnapshot().some((entry) => entry.name === copy);
    let number = 1;
    while (isTaken(CLIENTS.copyOf(name, number))) number += 1;
    return CLIENTS.copyOf(name, number);
  }

  #get(id: string): NamedClient {
    const entry = this.getSnapshot().find((one) => one.id === id);
    if (!entry) throw new Error(`The console has no client ${id}.`);
    return entry;
  }

  #update(id: string, change: (entry: NamedClient) => Partial<NamedClient>): void {
    this.#set(this.getSnapshot().map((entry) => (entry.id === id ? { ...entry, ...change(entry) } : entry)));
  }

  #keep(clients: readonly NamedClient[]): void {
    this.#set(clients);
    saveClients(clients);
  }

  #set(clients: readonly NamedClient[]): void {
    for (const { id, name } of clients) noteClientName(id, name);
    this.#store.setState(clients, true);
  }
}

function idOf({ hue }: SavedClient): string {
  return `client-${hue}`;
}

/** The compiler knows the events of no contract here: they were checked where the contract was made. */
function keepLogin(client: Client, events: ConsoleLogin): Login<{ user: User }> {
  return stayLoggedIn(client, events as never) as unknown as Login<{ user: User }>;
}

function setFaults({ fault }: Inspection, { isOffline, isWebsocketBlocked }: Faults): void {
  fault.blockWebsocket(isWebsocketBlocked);
  fault.offline(isOffline);
}
