import {
  type AnyReply,
  type Contract,
  DEFAULT_DEADLINE,
  EventError,
  type EventMap,
  type Issue,
  LIMITS_EVENT,
  ownValue,
  type ServerEventMap,
  toDuration,
} from '@switchboard/contract';
import { Calls } from './calls.ts';
import { checkPayload, type ValidationMode } from './check.ts';
import { handshakeAuth } from './handshake-auth.ts';
import { Listeners } from './listeners.ts';
import type { CallLimits, Outgoing } from './outgoing.ts';
import { failure } from './pending-calls.ts';
import { type RetryOptions, type RetryPolicy, toRetryPolicy } from './retry.ts';
import { SendLimits } from './send-limits.ts';
import { ServerEvents } from './server-events.ts';
import type { ClientSocket } from './socket/client-socket.ts';
import type { ConnectionState } from './socket/connection-state.ts';
import { type OpenOptions, openSocket } from './socket/open-socket.ts';
import { assertUsable, urlOf } from './socket/private-members.ts';
import { SocketConnection } from './socket/socket-connection.ts';
import type { Traffic } from './traffic.ts';
import type { CallOptions, Client, ClientAuth } from './typed-client.ts';
import { toWireValue } from './wire-value.ts';

/** What every client may be given. */
export interface CommonOptions {
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
   * What is done about values that do not fit the contract, by direction; `calls` is for answers to the server too.
   * @default 'enforce' for all three
   */
  readonly validation?: {
    readonly calls?: ValidationMode;
    readonly replies?: ValidationMode;
    readonly events?: ValidationMode;
  };
}

/** What a client with a connection of its own may be given. */
export interface ClientOptions extends CommonOptions {
  readonly auth?: ClientAuth;
  /**
   * Whether to connect at once, or by `connect()`.
   * @default true
   */
  readonly autoConnect?: boolean;
  /**
   * Options of socket.io-client itself: `path`, `query`, `reconnectionDelay`, `ca` and so on; `transports` are tried one
   * after the other, `['polling', 'websocket']` by default.
   */
  readonly socketOptions?: OpenOptions;
}

/** What a client on a socket of the application may be given. */
export interface SharedSocketOptions<Socket extends ClientSocket> extends CommonOptions {
  /** A Socket of socket.io-client: it stays the application's. */
  readonly socket: Socket;
}

/**
 * Connects to a server that speaks the contract. `url` may end in a namespace. Throws a TypeError that names the option for
 * a duration or a number of attempts that cannot be kept, and for an `auth` that cannot be encoded.
 */
export function createClient<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
  url: string,
  options?: ClientOptions,
): Client<C, S>;
/**
 * Speaks the contract on a socket that the application has made, and opens and closes it only where `connect()` or
 * `disconnect()` is called. Events outside the contract stay the application's, and so does the socket's `auth`: spread
 * `handshakeAuth(contract)` into it. Throws a TypeError for what is no socket, and for one that has `retries`.
 */
export function createClient<C extends EventMap, S extends ServerEventMap, Socket extends ClientSocket>(
  contract: Contract<C, S>,
  options: SharedSocketOptions<Socket>,
): Client<C, S, Socket>;
export function createClient(
  contract: Contract,
  target: string | SharedSocketOptions<ClientSocket>,
  options: ClientOptions = {},
): Client {
  if (typeof contract?.serverEventMap !== 'object')
    throw new TypeError('createClient takes a contract first: what defineContract(…) returns.');
  if (typeof target === 'string') {
    const { auth = {}, autoConnect = true, socketOptions = {} } = options;
    checkDurations(socketOptions);
    const defaults = toDefaults(options);
    const handshake: Handshake = { auth: {} };
    const readAuth = (): object => ({ ...handshakeAuth(contract), ...handshake.auth });
    const connection = new SocketConnection(openSocket(target, socketOptions, readAuth), {
      url: target,
      isOwn: true,
    });
    const client = new SocketClient(contract, connection, defaults, handshake);
    client.setAuth(auth);
    if (autoConnect) client.connect();
    return client as unknown as Client;
  }
  assertUsable(target);
  const { socket } = target;
  const defaults = toDefaults(target);
  const connection = new SocketConnection(socket, { url: urlOf(socket), isOwn: false });
  return new SocketClient(contract, connection, defaults) as unknown as Client;
}

/** What the client's own socket says at each handshake. */
interface Handshake {
  auth: ClientAuth;
}

/** The options of all clients, with what holds where they say nothing. */
interface Defaults {
  readonly timeout: number;
  readonly retry: RetryPolicy | undefined;
  readonly calls: ValidationMode;
  readonly replies: ValidationMode;
  readonly events: ValidationMode;
}

/** Throws a TypeError that names the option for a number that cannot be kept. */
function toDefaults({ timeout = DEFAULT_DEADLINE, retry, validation = {} }: CommonOptions): Defaults {
  const { calls = 'enforce', replies = 'enforce', events = 'enforce' } = validation;
  return { timeout: toDuration(timeout, 'timeout'), retry: toRetryPolicy(retry), calls, replies, events };
}

class SocketClient {
  readonly contract: Contract;
  readonly #defaults: Defaults;
  readonly #connection: SocketConnection;
  readonly #handshake: Handshake | undefined;
  readonly #limits: SendLimits;
  readonly #calls: Calls;
  readonly #events: ServerEvents;
  readonly #traffic = new Listeners<Traffic>();

  constructor(contract: Contract, connection: SocketConnection, defaults: Defaults, handshake?: Handshake) {
    const { calls: answers, replies: mode, events } = defaults;
    const traffic = this.#traffic;
    this.contract = contract;
    this.#defaults = defaults;
    this.#connection = connection;
    this.#handshake = handshake;
    const limits = new SendLimits(connection.socket);
    this.#limits = limits;
    this.#calls = new Calls({ contract, connection, limits, traffic, mode });
    this.#events = new ServerEvents({ contract, limits, traffic, events, answers });
    this.socket.onAny(this.#onEvent);
  }

  get url(): string {
    return this.#connection.url;
  }

  get socket(): ClientSocket {
    return this.#connection.socket;
  }

  get state(): ConnectionState {
    return this.#connection.state;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#connection.onState(listener);
  }

  observe(listener: (traffic: Traffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  connect(): void {
    this.#connection.connect();
  }

  disconnect(): void {
    this.#connection.disconnect();
  }

  detach(): void {
    this.socket.offAny(this.#onEvent);
    this.#connection.detach();
  }

  get auth(): ClientAuth | undefined {
    return this.#handshake?.auth;
  }

  setAuth(auth: ClientAuth): void {
    if (!this.#handshake) throw new TypeError("This socket is the application's: set `socket.auth` instead.");
    this.#handshake.auth = toWireValue(auth) as ClientAuth;
  }

  call(event: string, payload: unknown = null, options: CallOptions = {}): Promise<AnyReply> {
    const limits = this.#toLimits(options, this.#maxBytesOf(event));
    const outgoing = this.#check(event, payload);
    const { issues } = outgoing;
    if (this.#mayPass(issues)) return this.#calls.call(outgoing, limits);
    return Promise.resolve(failure('BAD_REQUEST', { issues: [...issues] }));
  }

  callUnchecked(event: string, payload?: unknown, options: CallOptions = {}): Promise<AnyReply> {
    return this.#calls.call({ event, payload, issues: [] }, this.#toLimits(options));
  }

  send(event: string, payload?: unknown): void {
    const outgoing = this.#check(event, payload);
    const { issues } = outgoing;
    if (!this.#mayPass(issues)) throw new EventError('BAD_REQUEST', { issues: [...issues] });
    this.#calls.send(outgoing, this.#maxBytesOf(event));
  }

  on(event: string, listener: (payload: unknown) => unknown): () => void {
    return this.#events.on(event, listener);
  }

  /** It may have a number for a name. On a shared socket events outside the contract are not this client's. */
  readonly #onEvent = (name: unknown, ...args: unknown[]): void => {
    const event = String(name);
    if (event === LIMITS_EVENT) this.#limits.announce(args[0]);
    else if (this.#handshake || ownValue(this.contract.serverEventMap, event))
      this.#events.receive(event, args);
  };

  /** Throws a TypeError that names the option for a number or an id that cannot be kept. */
  #toLimits({ timeout, signal, id, origin, retry }: CallOptions, maxBytes?: number): CallLimits {
    if (id !== undefined && !isCallId(id)) throw new TypeError('id must be a text of 1 to 128 characters.');
    return {
      timeout: timeout === undefined ? this.#defaults.timeout : toDuration(timeout, 'timeout'),
      signal,
      id,
      origin,
      retry: retry === undefined ? this.#defaults.retry : toRetryPolicy(retry),
      maxBytes,
    };
  }

  #check(event: string, payload: unknown): Outgoing {
    if (this.#defaults.calls === 'off') return { event, payload, issues: [] };
    const { value, ...checked } = checkPayload(ownValue(this.contract.clientEventMap, event), payload);
    return { event, payload: value, ...checked };
  }

  /** What the event takes, where payloads are held to the contract. */
  #maxBytesOf(event: string): number | undefined {
    if (this.#defaults.calls !== 'enforce') return undefined;
    return ownValue(this.contract.clientEventMap, event)?.policy?.maxBytes;
  }

  #mayPass(issues: readonly Issue[]): boolean {
    return issues.length === 0 || this.#defaults.calls !== 'enforce';
  }
}

function isCallId(id: unknown): boolean {
  return typeof id === 'string' && id.length > 0 && id.length <= 128;
}

/** Socket.IO's own durations hold the same rule; a pause may be 0. */
function checkDurations(options: OpenOptions): void {
  for (const name of ['timeout', 'reconnectionDelay', 'reconnectionDelayMax', 'requestTimeout'] as const) {
    const value = options[name];
    if (value !== undefined) toDuration(value, `socketOptions.${name}`, { allowZero: name !== 'timeout' });
  }
}
