import {
  type AnyReply,
  type CallMeta,
  type Contract,
  ERROR_CODES,
  type ErrorBody,
  EventError,
  type EventMap,
  type EventName,
  fail,
  type PayloadInput,
  type PayloadOutput,
  type Reply,
  type ServerEventMap,
  type StandardCode,
  validateNow,
} from '@switchboard/contract';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { unifyBytes } from './bytes.ts';
import { checkEvent, checkReply, type ValidationMode } from './check.ts';
import type { ConnectionProblem, ConnectionState } from './connection-state.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';
import { Listeners } from './listeners.ts';
import type { Traffic } from './traffic.ts';

export interface ClientAuth {
  /** From `session:login`; restores the identity. */
  readonly token?: string | undefined;
}

export interface ClientOptions {
  readonly auth?: ClientAuth;
  /**
   * Milliseconds a call waits for its reply, unless it says otherwise.
   * @default 10,000
   */
  readonly timeout?: number;
  /**
   * Whether to connect at once, or by `connect()`.
   * @default true
   */
  readonly autoConnect?: boolean;
  /**
   * What is done about values that do not fit the contract, by direction.
   * @default 'enforce' for all three
   */
  readonly validation?: {
    readonly calls?: ValidationMode;
    readonly replies?: ValidationMode;
    readonly events?: ValidationMode;
  };
  /** Options of socket.io-client itself: `path`, `transports`, `query`, `reconnectionDelay`, `ca` and so on. */
  readonly socketOptions?: Omit<Partial<ManagerOptions & SocketOptions>, 'auth' | 'autoConnect' | 'forceNew'>;
}

export interface CallOptions {
  /** Milliseconds; the client's own `timeout` if left out. */
  readonly timeout?: number;
  /** Stops waiting: the call settles as TIMEOUT. */
  readonly signal?: AbortSignal;
  /** Names the call in `meta.id`. */
  readonly id?: string;
}

/** What follows the event in a call: its payload, if it has one, then the options. */
export type CallArguments<S> = S extends { readonly payload: unknown }
  ? [payload: PayloadInput<S>, options?: CallOptions]
  : [payload?: null, options?: CallOptions];

type WithoutResponse<M extends EventMap> = {
  [E in EventName<M>]: M[E] extends { readonly response: unknown } ? never : E;
}[EventName<M>];

/** The caller's end of a contract. */
export interface Client<C extends EventMap = EventMap, S extends ServerEventMap = ServerEventMap> {
  readonly contract: Contract<C, S>;
  readonly url: string;
  readonly state: ConnectionState;
  /** Tells every change of `state`; returns its undo. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Tells every call, reply and event; returns its undo. */
  observe(listener: (traffic: Traffic) => void): () => void;
  connect(): void;
  /** Closes the connection for good; calls in flight settle as DISCONNECTED. */
  disconnect(): void;
  /** Used from the next handshake on. */
  setAuth(auth: ClientAuth): void;
  /**
   * Sends an event and resolves to its reply, once, and never rejects.
   * While the connection is being made or mended, the call waits for it within its timeout.
   */
  call<E extends EventName<C>>(event: E, ...args: CallArguments<C[E]>): Promise<Reply<C[E]>>;
  /**
   * The same for a tool that knows the event only at run time, and may want to break the rules:
   * the payload is sent as it is, under any name.
   */
  callUnchecked(event: string, payload: unknown, options?: CallOptions): Promise<AnyReply>;
  /**
   * Sends an event that has no response, without waiting.
   * Throws an EventError with the issues if the payload does not fit.
   */
  send<E extends WithoutResponse<C>>(event: E, ...args: CallArguments<C[E]>): void;
  /** Hears an event with its validated payload (`null` if it has none); returns its undo. */
  on<E extends EventName<S>>(event: E, listener: (payload: PayloadOutput<S[E]>) => void): () => void;
}

/** Connects to a server that speaks the contract. `url` may end in a namespace. */
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
  state: ConnectionState = { status: 'disconnected', since: Date.now() };
  readonly #options: ClientOptions;
  readonly #socket: Socket;
  readonly #states = new Listeners<ConnectionState>();
  readonly #traffic = new Listeners<Traffic>();
  readonly #events = new Map<string, Listeners<unknown>>();
  /** The calls that have left this end, by the meta object they carry. */
  readonly #written = new WeakSet<object>();
  #auth: ClientAuth;
  #calls = 0;

  constructor(contract: Contract, url: string, options: ClientOptions) {
    this.contract = contract;
    this.url = url;
    this.#options = options;
    this.#auth = options.auth ?? {};
    const { name, version } = contract;
    this.#socket = io(url, {
      ...options.socketOptions,
      forceNew: true,
      autoConnect: false,
      auth: (send) => send({ ...this.#auth, contract: { name, version } }),
    });
    this.#watchConnection();
    this.#socket.onAny((event: string, payload: unknown) => this.#receive(event, unifyBytes(payload)));
    this.#socket.onAnyOutgoing((_event, _payload, meta?: object) => meta && this.#written.add(meta));
    if (options.autoConnect !== false) this.connect();
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#states.add(listener);
  }

  observe(listener: (traffic: Traffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  connect(): void {
    if (this.#socket.active) return;
    this.#setState({ status: 'connecting', since: Date.now(), attempt: 1 });
    this.#socket.connect();
  }

  disconnect(): void {
    this.#socket.disconnect();
    if (this.state.status !== 'disconnected') this.#setState({ status: 'disconnected', since: Date.now() });
  }

  setAuth(auth: ClientAuth): void {
    this.#auth = auth;
  }

  async call(event: string, payload: unknown = null, options: CallOptions = {}): Promise<AnyReply> {
    const error = this.#checkCall(event, payload);
    return error ? fail(error.toBody()) : this.callUnchecked(event, payload, options);
  }

  callUnchecked(event: string, payload: unknown, options: CallOptions = {}): Promise<AnyReply> {
    const { state } = this;
    const call = ++this.#calls;
    const start = performance.now();
    this.#traffic.tell({ kind: 'call', at: Date.now(), call, event, payload });
    const spec = Object.hasOwn(this.contract.clientEventMap, event)
      ? this.contract.clientEventMap[event]
      : undefined;
    const mode = this.#options.validation?.replies ?? 'enforce';
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const { value: reply, issues } = checkReply(spec, unifyBytes(raw), mode);
        const latency = performance.now() - start;
        this.#traffic.tell({ kind: 'reply', at: Date.now(), call, event, reply, latency, issues });
        resolve(reply);
      };
      if (state.status === 'disconnected' || state.status === 'refused')
        settle(failure('DISCONNECTED', NOT_WRITTEN));
      else this.#exchange(event, payload, options, settle);
    });
  }

  send(event: string, payload: unknown = null): void {
    const error = this.#checkCall(event, payload);
    if (error) throw error;
    this.#traffic.tell({ kind: 'send', at: Date.now(), call: ++this.#calls, event, payload });
    this.#socket.emit(event, payload);
  }

  on(event: string, listener: (payload: unknown) => void): () => void {
    const listeners = this.#events.get(event) ?? new Listeners<unknown>();
    this.#events.set(event, listeners);
    return listeners.add(listener);
  }

  #exchange(event: string, payload: unknown, options: CallOptions, settle: (raw: unknown) => void): void {
    const deadline = options.timeout ?? this.#options.timeout ?? 10_000;
    const meta: CallMeta = { deadline, ...(options.id !== undefined && { id: options.id }) };
    let done = false;
    const finish = (raw: unknown): void => {
      if (done) return;
      done = true;
      options.signal?.removeEventListener('abort', onAbort);
      settle(raw);
    };
    const onAbort = (): void => finish(failure('TIMEOUT', { message: 'The caller stopped waiting.' }));
    if (options.signal?.aborted) return onAbort();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    this.#socket.timeout(deadline).emit(event, payload, meta, (error: Error | null, reply: unknown) => {
      if (!error) return finish(reply);
      if (!this.#written.has(meta)) return finish(failure('DISCONNECTED', NOT_WRITTEN));
      finish(
        this.#socket.connected ? failure('TIMEOUT') : failure('DISCONNECTED', { data: { written: true } }),
      );
    });
  }

  #checkCall(event: string, payload: unknown): EventError | undefined {
    const mode = this.#options.validation?.calls ?? 'enforce';
    const schema = this.contract.clientEventMap[event]?.payload;
    if (mode !== 'enforce' || !schema) return undefined;
    const validation = validateNow(schema, payload);
    return validation.ok ? undefined : new EventError('BAD_REQUEST', { issues: validation.issues });
  }

  #receive(event: string, raw: unknown): void {
    const mode = this.#options.validation?.events ?? 'enforce';
    const { value, issues } =
      mode === 'off' ? { value: raw, issues: [] } : checkEvent(this.contract, event, raw);
    this.#traffic.tell({ kind: 'event', at: Date.now(), event, payload: value, issues });
    if (mode === 'enforce' && issues.length > 0) return;
    this.#events.get(event)?.tell(value ?? null);
  }

  #watchConnection(): void {
    const socket = this.#socket;
    const manager = socket.io;
    socket.on('connect', () => {
      this.#setConnected();
      manager.engine.once('upgrade', () => this.#setConnected());
    });
    socket.on('connect_error', (error) => this.#setProblem(explainConnectError(error, this.url)));
    socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') this.#setState({ status: 'disconnected', since: Date.now() });
      else this.#setProblem(explainDisconnect(reason));
    });
    manager.on('reconnect_attempt', (attempt) => {
      const { state } = this;
      if (state.status === 'connecting') this.#setState({ ...state, attempt: attempt + 1 });
      if (state.status === 'reconnecting') this.#setState({ ...state, attempt });
    });
  }

  /** Tried again by itself while the socket is active; otherwise it is over until `connect()`. */
  #setProblem(problem: ConnectionProblem): void {
    const { state } = this;
    const since = Date.now();
    if (!this.#socket.active) this.#setState({ status: 'refused', since, problem });
    else if (state.status === 'connecting' || state.status === 'reconnecting')
      this.#setState({ ...state, problem });
    else this.#setState({ status: 'reconnecting', since, attempt: 0, problem });
  }

  #setConnected(): void {
    const { id = '', io: manager } = this.#socket;
    this.#setState({
      status: 'connected',
      since: Date.now(),
      socketId: id,
      transport: manager.engine.transport.name,
    });
  }

  #setState(state: ConnectionState): void {
    this.state = state;
    this.#states.tell(state);
  }
}

const NOT_WRITTEN = { message: 'There was no connection to send this call.', data: { written: false } };

function failure(code: StandardCode, part: Partial<ErrorBody> = {}): AnyReply {
  return fail({ code, message: ERROR_CODES[code].message, data: undefined, ...part });
}
