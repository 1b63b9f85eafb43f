import {
  type AnyReply,
  type CallMeta,
  type Contract,
  DEFAULT_DEADLINE,
  EventError,
  type EventMap,
  type EventSpec,
  fail,
  type Issue,
  type ServerEventMap,
} from '@switchboard/contract';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { unifyBytes } from './bytes.ts';
import { newCallId } from './call-id.ts';
import { checkEvent, checkPayload, checkReply, type ValidationMode } from './check.ts';
import type { ConnectionState } from './connection-state.ts';
import { ConnectionTracker } from './connection-tracker.ts';
import { reportEarlyClose } from './early-close.ts';
import { explainConnectError, explainDisconnect } from './explain.ts';
import { failure, lost } from './failure.ts';
import { giveAnswer, takeAck } from './give-answer.ts';
import { Listeners } from './listeners.ts';
import { PendingCalls } from './pending-calls.ts';
import { callWithRetry, planRetry, type RetryOptions } from './retry.ts';
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

/** A checked payload on its way; `attempt` where there may be more than one. */
interface Sent {
  readonly event: string;
  readonly payload: unknown;
  readonly issues: Issue[];
  readonly attempt?: number;
}

type AttemptOptions = CallOptions & { readonly timeout: number };

class SocketClient {
  readonly contract: Contract;
  readonly url: string;
  readonly #options: ClientOptions;
  readonly #socket: Socket;
  readonly #connection = new ConnectionTracker();
  readonly #traffic = new Listeners<Traffic>();
  readonly #events = new Map<string, Listeners<unknown, unknown>>();
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
    this.#socket.onAny((event: string, ...args: unknown[]) => this.#receive(event, args));
    this.#socket.onAnyOutgoing((_event, _payload, meta?: CallMeta) => meta && this.#pending.leave(meta));
    if (options.autoConnect !== false) this.connect();
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
    if (this.#socket.active) return;
    this.#connection.connecting();
    this.#socket.connect();
    reportEarlyClose(this.#socket.io.engine);
  }

  disconnect(): void {
    this.#socket.disconnect();
    this.#connection.disconnected();
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
    if (this.#connection.isClosed) return;
    this.#traffic.tell({ kind: 'send', at: Date.now(), call: ++this.#calls, event, payload, issues });
    this.#socket.emit(event, payload);
  }

  on(event: string, listener: (payload: unknown) => unknown): () => void {
    const listeners = this.#events.get(event) ?? new Listeners<unknown, unknown>();
    this.#events.set(event, listeners);
    return listeners.add(listener);
  }

  #start(sent: Sent, options: CallOptions): Promise<AnyReply> {
    const {
      timeout = this.#options.timeout ?? DEFAULT_DEADLINE,
      signal,
      retry = this.#options.retry,
    } = options;
    const plan = planRetry(retry, this.#spec(sent.event));
    if (!plan) return this.#attempt(sent, { ...options, timeout });
    const id = options.id ?? newCallId();
    const attempt = (number: number, timeLeft: number): Promise<AnyReply> =>
      this.#attempt({ ...sent, attempt: number }, { ...options, id, timeout: timeLeft });
    return callWithRetry(plan, { link: this, timeout, signal, attempt });
  }

  #attempt(sent: Sent, options: AttemptOptions): Promise<AnyReply> {
    const { event, payload } = sent;
    const call = ++this.#calls;
    const start = performance.now();
    const mode = this.#options.validation?.replies ?? 'enforce';
    const id = options.id === undefined ? {} : { id: options.id };
    this.#traffic.tell({ kind: 'call', at: Date.now(), call, ...sent, ...id });
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const { value: reply, issues } = checkReply(this.#spec(event), unifyBytes(raw), mode);
        const latency = performance.now() - start;
        this.#traffic.tell({ kind: 'reply', at: Date.now(), call, event, reply, latency, issues });
        resolve(reply);
      };
      if (this.#connection.isClosed) settle(lost(false));
      else this.#exchange(event, payload, options, settle);
    });
  }

  #exchange(event: string, payload: unknown, options: AttemptOptions, settle: (raw: unknown) => void): void {
    const socket = this.#socket;
    const deadline = options.timeout;
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

  #receive(event: string, args: unknown[]): void {
    const ack = takeAck(args);
    const raw = unifyBytes(args[0]);
    const mode = this.#options.validation?.events ?? 'enforce';
    const { value, issues } =
      mode === 'off' ? { value: raw, issues: [] } : checkEvent(this.contract, event, raw);
    this.#traffic.tell({ kind: 'event', at: Date.now(), event, payload: value, issues });
    if (mode === 'enforce' && issues.length > 0) return;
    const results = this.#events.get(event)?.tell(value ?? null);
    if (ack && results) void giveAnswer(results, ack);
  }

  #watchConnection(): void {
    const socket = this.#socket;
    const connection = this.#connection;
    const manager = socket.io;
    socket.on('connect', () => {
      const since = Date.now();
      const setConnected = (): void => {
        const { id: socketId = '' } = socket;
        connection.connected({ since, socketId, transport: manager.engine.transport.name });
      };
      setConnected();
      manager.engine.once('upgrade', () => socket.connected && setConnected());
    });
    socket.on('connect_error', (error) =>
      connection.failed(explainConnectError(error, this.url), socket.active),
    );
    socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') connection.disconnected();
      else connection.failed(explainDisconnect(reason), socket.active);
    });
    manager.on('reconnect_attempt', (attempt) => {
      queueMicrotask(() => reportEarlyClose(manager.engine)); // The attempt makes its engine right after this.
      connection.tryingAgain(attempt);
    });
    connection.onState(() => connection.isClosed && this.#pending.loseAll());
  }
}
