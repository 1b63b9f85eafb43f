import { createClient, stayLoggedIn } from '@switchboard/client';
import { type ClientInspection, inspectClient } from '@switchboard/client/devtools';
import { toJson } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import {
  type ConnectionSettings,
  DEFAULT_SETTINGS,
  socketOptionsOf,
  urlOf,
} from '../../../lib/connection-settings.ts';
import { type ConsoleClient, LOGIN_EVENTS } from '../../../lib/identity.ts';
import type { RecordedClient } from '../../../lib/recording.ts';
import type { TrafficLog } from '../../../lib/traffic-log.ts';
import { fillValue, type Replacements } from './fill-payload.ts';

/** How long a replay waits for a connection, in milliseconds. */
const CONNECT_PATIENCE = 10_000;

export interface ReplayedClientOptions extends Pick<Replacements, 'secrets'> {
  /** Of the server, without a namespace. */
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
  readonly client: ConsoleClient;
  readonly #tools: ClientInspection;
  readonly #heard = new Map<string, unknown[]>();
  readonly #waiting = new Set<() => void>();
  readonly #signal: AbortSignal;
  readonly #stops: readonly (() => void)[];

  constructor(
    { id, name, hue, settings = DEFAULT_SETTINGS }: RecordedClient,
    options: ReplayedClientOptions,
  ) {
    const { url, log, signal, secrets } = options;
    this.id = id;
    this.name = name;
    this.hue = hue;
    this.settings = settings;
    this.#signal = signal;
    this.client = createClient(contract, urlOf(settings, url), {
      autoConnect: false,
      auth: fillValue(settings.auth, secrets) as ConnectionSettings['auth'],
      validation: { replies: 'report' },
      socketOptions: socketOptionsOf(settings),
    });
    this.#tools = inspectClient(this.client);
    // As in the console, a login serves the next handshake too.
    const login = stayLoggedIn(this.client, LOGIN_EVENTS);
    let before = this.#tools.state;
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake);
    this.#stops = [
      this.#tools.observe((traffic) => {
        log.addTraffic(id, traffic);
        if (traffic.kind !== 'event') return;
        const payloads = this.#heard.get(traffic.event) ?? [];
        payloads.push(traffic.payload);
        this.#heard.set(traffic.event, payloads);
        this.#wake();
      }),
      this.#tools.onState((state) => {
        log.addState(id, state, before);
        before = state;
        this.#wake();
      }),
      login.stop,
      () => this.#tools.stop(),
      () => signal.removeEventListener('abort', wake),
    ];
  }

  /** Ends its connection and all that hangs on it. */
  close(): void {
    this.client.disconnect();
    for (const stop of this.#stops) stop();
  }

  /** Says what is wrong if there is no connection in the end. */
  async connect(): Promise<string | undefined> {
    this.client.connect();
    await this.#until(() => ['connected', 'refused'].includes(this.client.state.status), CONNECT_PATIENCE);
    const { state } = this.#tools;
    if (state.status === 'connected' || this.#signal.aborted) return undefined;
    const reason = 'problem' in state && state.problem ? state.problem.explanation : 'no answer in time.';
    return `${this.name} could not connect: ${reason}`;
  }

  /** The payload of the nth event of a name, in its JSON form; `undefined` if it is not heard in time. */
  async hear(event: string, nth: number, patience: number): Promise<{ payload: unknown } | undefined> {
    await this.#until(() => this.#count(event) >= nth, patience);
    const payloads = this.#heard.get(event) ?? [];
    return payloads.length >= nth ? { payload: toJson(payloads[nth - 1] ?? null) } : undefined;
  }

  #count(event: string): number {
    return this.#heard.get(event)?.length ?? 0;
  }

  #until(isDone: () => boolean, patience: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      const check = (): void => {
        if (isDone() || this.#signal.aborted) finish();
      };
      const timer = setTimeout(finish, patience);
      this.#waiting.add(check);
      check();
    });
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}
