import { stayLoggedIn } from '@switchboard/client';
import { placeOf } from '../../../clients/named-client.ts';
import { pause } from '../../../lib/pause.ts';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import type { Link, ReceivedMessage } from '../../../links/link.ts';
import { openLink } from '../../../links/open-link.ts';
import type { RecordedClient } from '../../../recordings/recording.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import type { TrafficLog } from '../../../traffic/traffic-log.ts';
import { fillPayload, type Replacements } from './substitutions.ts';

/** The events are known only at run time. */
type LoginNames = Parameters<typeof stayLoggedIn>[1];

/** How long a replay waits for a connection, in milliseconds. */
const CONNECT_PATIENCE = 10_000;
/** How long it waits for events that may not come, such as a greeting. */
export const LAST_PATIENCE = 300;

export interface ReplayedClientOptions extends Pick<Replacements, 'secrets'> {
  /** The server of clients that name none. */
  readonly url: string;
  readonly log: TrafficLog;
  readonly signal: AbortSignal;
}

/** A client of a replay: a connection of its own, with the settings of the recorded one, which remembers what it heard. */
export class ReplayedClient {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly settings: ConnectionSettings;
  readonly link: Link;
  /** The events that nobody took yet, by name. */
  #heard = new Map<string, ReceivedMessage[]>();
  /** Those that came before the recording began. */
  #greetings = this.#heard;
  readonly #signal: AbortSignal;
  readonly #stops: readonly (() => void)[];
  #wake = (): void => undefined;

  constructor(
    { id, name, hue, settings = DEFAULT_SETTINGS }: RecordedClient,
    options: ReplayedClientOptions,
  ) {
    const { url, log, signal, secrets } = options;
    this.id = id;
    this.name = name;
    this.hue = hue;
    this.#signal = signal;
    const { auth, query } = settings;
    const filled = fillPayload({ auth, query }, [], { secrets, substitutions: new Map() });
    this.settings = { ...settings, ...(filled as Pick<ConnectionSettings, 'auth' | 'query'>) };
    this.link = openLink(this.settings, url);
    const { client, contract, tools } = this.link;
    // As in the console, a login serves the next handshake too.
    const login = client && contract.login && stayLoggedIn(client, contract.login as LoginNames);
    const place = placeOf(this);
    let before = tools.state;
    this.#stops = [
      this.link.onMessage((message) => {
        log.add(id, message, place);
        if (message.kind !== 'event') return;
        const heard = this.#heard.get(message.event);
        if (heard) heard.push(message);
        else this.#heard.set(message.event, [message]);
        this.#wake();
      }),
      tools.onState((state) => {
        log.addState(id, state, before);
        before = state;
        this.#wake();
      }),
      () => login?.stop(),
    ];
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** Ends its connection and all that hangs on it. */
  close(): void {
    this.link.stop();
    for (const stop of this.#stops) stop();
  }

  /** Says what is wrong if there is no connection in the end. */
  async connect(): Promise<string | undefined> {
    const { tools } = this.link;
    this.link.connect();
    await this.#until(() => ['connected', 'refused'].includes(tools.state.status), CONNECT_PATIENCE);
    const { state } = tools;
    if (state.status === 'connected' || this.#signal.aborted) return undefined;
    return RECORDINGS.notConnected(this.name, 'problem' in state ? state.problem?.explanation : undefined);
  }

  /** Waits while the client reconnects by itself. */
  ready(): Promise<void> {
    const { tools } = this.link;
    return this.#until(() => !['connecting', 'reconnecting'].includes(tools.state.status), CONNECT_PATIENCE);
  }

  /** What was heard until now is taken only where nothing else comes; returns how many events that are. */
  endGreeting(): number {
    this.#greetings = this.#heard;
    this.#heard = new Map();
    return [...this.#greetings.values()].flat().length;
  }

  /** Takes the next event of a name; `undefined` if it is not heard in time. */
  async hear(event: string, patience: number): Promise<ReceivedMessage | undefined> {
    const greetings = this.#greetings.get(event) ?? [];
    const isHeard = (): boolean => Boolean(this.#heard.get(event)?.length);
    await this.#until(isHeard, greetings.length > 0 ? LAST_PATIENCE : patience);
    return this.#heard.get(event)?.shift() ?? greetings.shift();
  }

  /** The replay waits for one thing at a time. */
  async #until(isDone: () => boolean, patience: number): Promise<void> {
    const done = new AbortController();
    this.#wake = () => {
      if (isDone() || this.#signal.aborted) done.abort();
    };
    this.#wake();
    if (!done.signal.aborted) await pause(patience, done.signal);
  }
}
