import {
  type AnyReply,
  type Contract,
  DEFAULT_DEADLINE,
  EventError,
  type EventMap,
  type Issue,
  LIMITS_EVENT,
  ownValue,
  parseCallMeta,
  type ServerEventMap,
  toDuration,
  WIRE_VERSION,
} from '@switchboard/contract';
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { type CallingSocket, type CallLimits, Calls, type Outgoing } from './calls.ts';
import { checkPayload, type ValidationMode } from './check.ts';
import type { ConnectionStep } from './devtools/connection-step.ts';
import type { Fault } from './devtools/fault.ts';
import type { LateReply } from './devtools/late-replies.ts';
import { Listeners } from './listeners.ts';
import { failure } from './pending-calls.ts';
import { type RetryOptions, type RetryPolicy, toRetryPolicy } from './retry.ts';
import { SendLimits } from './send-limits.ts';
import { ServerEvents } from './server-events.ts';
import type { ConnectionState } from './socket/connection-state.ts';
import { type ConnectingSocket, SocketConnection } from './socket/socket-connection.ts';
import type { Traffic } from './traffic.ts';
import type { CallOptions, Client, ClientAuth } from './typed-client.ts';
import { toWireValue } from './wire-value.ts';

export interface ClientOptions {
  readonly auth?: ClientAuth;
  /**
   * Milliseconds a call waits for its reply, unless it says otherwise: more than 0 and at most 2,147,483,647.
   * @default 10,000
   */
  readonly timeout?: number;
  /**
   * Whether calls of events that the contract declares idempotent are tried again after a failure that may pass,
   * unless a call says otherwise.
   * @default false
   */
  readonly retry?: boolean | RetryOptions;
  /**
   * Whether to connect at once, or by `connect()`.
   * @default true
   */
  readonly autoConnect?: boolean;
  /**
   * What is done about values that do not fit the contract, by direction; `calls` is for answers to the server too.
   * @default 'enforce' for all three
   */
  readonly validation?: {
    readonly calls?: ValidationMode;
    readonly replies?: ValidationMode;
    readonly events?: ValidationMode;
  };
  /**
   * Whether what is observed carries its raw frames.
   * @default false
   */
  readonly frames?: boolean;
  /**
   * Options of socket.io-client itself: `path`, `query`, `reconnectionDelay`, `ca` and so on; `transports` are tried one
   * after the other, `['polling', 'websocket']` by default.
   */
  readonly socketOptions?: Omit<Partial<ManagerOptions & SocketOptions>, OwnOptions>;
}

type TransportName = 'polling' | 'websocket';

/** What every server speaks. WebTransport needs HTTP/3, and is used only where it is named. */
const DEFAULT_TRANSPORTS: TransportName[] = ['polling', 'websocket'];

/** What the client settles itself: it always reconnects, and its calls settle in its own way. */
type OwnOptions =
  | 'ackTimeout'
  | 'auth'
  | 'autoConnect'
  | 'forceNew'
  | 'reconnection'
  | 'reconnectionAttempts'
  | 'retries';

/**
 * Connects to a server that speaks the contract. `url` may end in a namespace. Throws a TypeError that names the option for
 * a duration or a number of attempts that cannot be kept, and for an `auth` that cannot be encoded.
 */
export function createClient<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
  url: string,
  options: ClientOptions = {},
): Client<C, S> {
  return new SocketClient(contract as Contract, url, options) as unknown as Client<C, S>;
}

class SocketClient {
  readonly contract: Contract;
  readonly url: string;
  readonly #payloads: ValidationMode;
  readonly #timeout: number;
  readonly #retry: RetryPolicy | undefined;
  readonly #connection: SocketConnection;
  readonly #calls: Calls;
  readonly #events: ServerEvents;
  readonly #traffic = new Listeners<Traffic>();
  readonly #late = new Listeners<LateReply>();
  #auth: ClientAuth = {};

  constructor(contract: Contract, url: string, options: ClientOptions) {
    const { auth = {}, timeout = DEFAULT_DEADLINE, validation = {}, socketOptions = {} } = options;
    const { calls: payloads = 'enforce', replies: mode = 'enforce', events = 'enforce' } = validation;
    this.contract = contract;
    this.url = url;
    this.#payloads = payloads;
    this.#timeout = toDuration(timeout, 'timeout');
    this.#retry = toRetryPolicy(options.retry);
    this.setAuth(auth);
    checkDurations(socketOptions);
    const { name, version } = contract;
    const { transports = DEFAULT_TRANSPORTS } = socketOptions;
    const socket = io(url, {
      // A server of several processes takes no polling, which comes first by default.
      tryAllTransports: true,
      transports: DEFAULT_TRANSPORTS,
      ...socketOptions,
      forceNew: true,
      autoConnect: false,
      auth: (send) => send({ contract: { name, version }, wire: WIRE_VERSION, ...this.#auth }),
    });
    const wired = socket as unknown as ConnectingSocket & CallingSocket;
    this.#connection = new SocketConnection(wired, { url, transports, keepFrames: options.frames ?? false });
    const [connection, traffic] = [this.#connection, this.#traffic];
    const limits = new SendLimits(wired);
    this.#calls = new Calls({ contract, socket: wired, connection, limits, traffic, late: this.#late, mode });
    this.#events = new ServerEvents({
      contract,
      wire: connection.wire,
      limits,
      traffic,
      events,
      answers: payloads,
    });
    socket.onAny((event: unknown, ...args: unknown[]) => {
      if (event === LIMITS_EVENT) limits.announce(args[0]);
      else this.#events.receive(String(event), args); // It may be a number.
    });
    if (options.autoConnect !== false) this.connect();
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  get fault(): Fault {
    return this.#connection.fault;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#connection.onState(listener);
  }

  onStep(listener: (step: ConnectionStep) => void): () => void {
    return this.#connection.onStep(listener);
  }

  observe(listener: (traffic: Traffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  onLate(listener: (late: LateReply) => void): () => void {
    return this.#late.add(listener);
  }

  connect(): void {
    this.#connection.connect();
  }

  disconnect(): void {
    this.#connection.disconnect();
  }

  setAuth(auth: ClientAuth): void {
    this.#auth = toWireValue(auth) as ClientAuth;
  }

  call(event: string, payload: unknown = null, options: CallOptions = {}): Promise<AnyReply> {
    const limits = this.#toLimits(options, this.#maxBytesOf(event));
    const outgoing = this.#check(event, payload);
    const { issues } = outgoing;
    if (this.#mayPass(issues)) return this.#calls.call(outgoing, limits);
    return Promise.resolve(failure('BAD_REQUEST', { issues: [...issues] }));
  }

  callUnchecked(event: string, payload: unknown, options: CallOptions = {}): Promise<AnyReply> {
    return this.#calls.call({ event, payload, issues: [] }, this.#toLimits(options));
  }

  send(event: string, payload: unknown = null): void {
    const outgoing = this.#check(event, payload);
    const { issues } = outgoing;
    if (!this.#mayPass(issues)) throw new EventError('BAD_REQUEST', { issues: [...issues] });
    this.#calls.send(outgoing, this.#maxBytesOf(event));
  }

  on(event: string, listener: (payload: unknown) => unknown): () => void {
    return this.#events.on(event, listener);
  }

  /** Throws a TypeError that names the option for a number or an id that cannot be kept. */
  #toLimits({ timeout, signal, id, retry }: CallOptions, maxBytes?: number): CallLimits {
    if (!parseCallMeta({ id }).ok) throw new TypeError('id must be a text of 1 to 128 characters.');
    return {
      timeout: timeout === undefined ? this.#timeout : toDuration(timeout, 'timeout'),
      signal,
      id,
      retry: retry === undefined ? this.#retry : toRetryPolicy(retry),
      maxBytes,
    };
  }

  #check(event: string, payload: unknown): Outgoing {
    if (this.#payloads === 'off') return { event, payload, issues: [] };
    const { value, ...checked } = checkPayload(ownValue(this.contract.clientEventMap, event), payload);
    return { event, payload: value, ...checked };
  }

  #maxBytesOf(event: string): number | undefined {
    if (this.#payloads !== 'enforce') return undefined;
    return ownValue(this.contract.clientEventMap, event)?.policy?.maxBytes;
  }

  #mayPass(issues: readonly Issue[]): boolean {
    return issues.length === 0 || this.#payloads !== 'enforce';
  }
}

/** Socket.IO's own durations hold the same rule; a pause may be 0. */
function checkDurations(options: NonNullable<ClientOptions['socketOptions']>): void {
  if (options.timeout !== undefined) toDuration(options.timeout, 'socketOptions.timeout');
  for (const name of ['reconnectionDelay', 'reconnectionDelayMax', 'requestTimeout'] as const) {
    const value = options[name];
    if (value !== undefined) toDuration(value, `socketOptions.${name}`, { allowZero: true });
  }
}
