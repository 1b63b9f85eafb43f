import {
  type AnyReply,
  type CallMeta,
  type Contract,
  EventError,
  type EventMap,
  type EventSpec,
  fail,
  type Issue,
  type ServerEventMap,
} from '@switchboard/contract';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { unifyBytes } from './bytes.ts';
import { checkEvent, checkPayload, checkReply, type ValidationMode } from './check.ts';
import type { ConnectionProblem, ConnectionState } from './connection-state.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';
import { failure, lost } from './failure.ts';
import { Listeners } from './listeners.ts';
import { PendingCalls } from './pending-calls.ts';
import type { Traffic } from './traffic.ts';
import type { CallOptions, Client, ClientAuth } from './typed-client.ts';

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
  readonly socketOptions?: Omit<Partial<ManagerOptions & SocketOptions>, OwnOptions>;
}

/** What the client settles itself: it always reconnects, and its calls settle in its own way. */
type OwnOptions =
  | 'ackTimeout'
  | 'auth'
  | 'autoConnect'
  | 'forceNew'
  | 'reconnection'
  | 'reconnectionAttempts'
  | 'retries';

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
  readonly #pending = new PendingCalls();
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
    this.#socket.onAnyOutgoing((_event, _payload, meta?: CallMeta) => meta && this.#pending.leave(meta));
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
    const issues = this.#checkCall(event, payload);
    if (!this.#mayPass(issues)) return fail(new EventError('BAD_REQUEST', { issues }).toBody());
    return this.#start({ event, payload, issues }, options);
  }

  callUnchecked(event: string, payload: unknown, options: CallOptions = {}): Promise<AnyReply> {
    return this.#start({ event, payload, issues: [] }, options);
  }

  send(event: string, payload: unknown = null): void {
    const issues = this.#checkCall(event, payload);
    if (!this.#mayPass(issues)) throw new EventError('BAD_REQUEST', { issues });
    if (this.#isClosed()) return;
    this.#traffic.tell({ kind: 'send', at: Date.now(), call: ++this.#calls, event, payload, issues });
    this.#socket.emit(event, payload);
  }

  on(event: string, listener: (payload: unknown) => void): () => void {
    const listeners = this.#events.get(event) ?? new Listeners<unknown>();
    this.#events.set(event, listeners);
    return listeners.add(listener);
  }

  #start(
    sent: { event: string; payload: unknown; issues: Issue[] },
    options: CallOptions,
  ): Promise<AnyReply> {
    const { event, payload } = sent;
    const call = ++this.#calls;
    const start = performance.now();
    const mode = this.#options.validation?.replies ?? 'enforce';
    this.#traffic.tell({ kind: 'call', at: Date.now(), call, ...sent });
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const { value: reply, issues } = checkReply(this.#spec(event), unifyBytes(raw), mode);
        const latency = performance.now() - start;
        this.#traffic.tell({ kind: 'reply', at: Date.now(), call, event, reply, latency, issues });
        resolve(reply);
      };
      if (this.#isClosed()) settle(lost(false));
      else this.#exchange(event, payload, options, settle);
    });
  }

  #exchange(event: string, payload: unknown, options: CallOptions, settle: (raw: unknown) => void): void {
    const socket = this.#socket;
    const deadline = options.timeout ?? this.#options.timeout ?? 10_000;
    const meta: CallMeta = { deadline, ...(options.id !== undefined && { id: options.id }) };
    const finish = this.#pending.start(meta, options.signal, (raw) => {
      socket.sendBuffer = socket.sendBuffer.filter(({ data }) => data[2] !== meta);
      settle(raw);
    });
    if (options.signal?.aborted) return;
    try {
      if (!socket.connected) JSON.stringify(payload); // A packet that cannot be encoded would break the connection later.
      socket.timeout(deadline).emit(event, payload, meta, (error: Error | null, reply: unknown) => {
        if (!error) return finish(reply);
        const written = this.#pending.hasLeft(meta);
        finish(written && socket.connected ? failure('TIMEOUT') : lost(written));
      });
    } catch (error) {
      finish(failure('BAD_REQUEST', { message: `This call cannot be sent: ${String(error)}` }));
    }
  }

  #spec(event: string): EventSpec | undefined {
    const { clientEventMap } = this.contract;
    return Object.hasOwn(clientEventMap, event) ? clientEventMap[event] : undefined;
  }

  #checkCall(event: string, payload: unknown): Issue[] {
    return this.#options.validation?.calls === 'off' ? [] : checkPayload(this.#spec(event), payload);
  }

  #mayPass(issues: Issue[]): boolean {
    return issues.length === 0 || this.#options.validation?.calls === 'report';
  }

  #isClosed(): boolean {
    return this.state.status === 'disconnected' || this.state.status === 'refused';
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
      const since = Date.now();
      this.#setConnected(since);
      manager.engine.once('upgrade', () => socket.connected && this.#setConnected(since));
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

  #setConnected(since: number): void {
    const { id = '', io: manager } = this.#socket;
    this.#setState({
      status: 'connected',
      since,
      socketId: id,
      transport: manager.engine.transport.name,
    });
  }

  #setState(state: ConnectionState): void {
    this.state = state;
    this.#states.tell(state);
    if (this.#isClosed()) this.#pending.loseAll();
  }
}
