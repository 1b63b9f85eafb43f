import { stayLoggedIn } from '@switchboard/client';
import { type ConnectionSettings, DEFAULT_SETTINGS } from '../../../clients/connection-settings.ts';
import type { Link } from '../../../clients/link.ts';
import { placeOf } from '../../../clients/named-client.ts';
import { openLink } from '../../../clients/open-link.ts';
import { payloadOf } from '../../../lib/entry.ts';
import type { RecordedClient } from '../../../lib/recording.ts';
import { toMarked } from '../../../lib/recording-marks.ts';
import type { TrafficLog } from '../../../lib/traffic-log.ts';
import { fillPayload, type Replacements } from './substitutions.ts';

/** The events are known only at run time. */
type LoginNames = Parameters<typeof stayLoggedIn>[1];

/** How long a replay waits for a connection, in milliseconds. */
const CONNECT_PATIENCE = 10_000;

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
  /** The payloads of events that nobody took yet, by name. */
  readonly #heard = new Map<string, unknown[]>();
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
        const payloads = this.#heard.get(message.event) ?? [];
        payloads.push(payloadOf(message));
        this.#heard.set(message.event, payloads);
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
    const reason = 'problem' in state && state.problem ? state.problem.explanation : 'no answer in time.';
    return `${this.name} could not connect: ${reason}`;
  }

  /** Waits while the connection is being made again: what broke by itself mends itself. */
  ready(): Promise<void> {
    const { tools } = this.link;
    return this.#until(() => !['connecting', 'reconnecting'].includes(tools.state.status), CONNECT_PATIENCE);
  }

  /** Takes the payload of the next event of a name, in its JSON form; `undefined` if it is not heard in time. */
  async hear(event: string, patience: number): Promise<{ payload: unknown } | undefined> {
    await this.#until(() => Boolean(this.#heard.get(event)?.length), patience);
    const payload = this.#heard.get(event)?.shift();
    return payload === undefined ? undefined : { payload: toMarked(payload) };
  }

  /** The replay waits for one thing at a time. */
  #until(isDone: () => boolean, patience: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(finish, patience);
      this.#wake = () => {
        if (isDone() || this.#signal.aborted) finish();
      };
      this.#wake();
    });
  }
}
