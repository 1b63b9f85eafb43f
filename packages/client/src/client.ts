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
import type { AttemptOptions, Exchange, Sent, TellCall } from './attempt.ts';
import { unifyBytes } from './bytes.ts';
import { newCallId } from './call-id.ts';
import { checkEvent, checkPayload, checkReply, type ValidationMode } from './check.ts';
import type { ConnectionState } from './connection-state.ts';
import type { ConnectionStep } from './connection-step.ts';
import { failure, lost, STOPPED } from './failure.ts';
import type { Fault } from './fault.ts';
import { giveAnswer, takeAck } from './give-answer.ts';
import { type AckingSocket, LateReplies, type LateReply } from './late-replies.ts';
import { Listeners } from './listeners.ts';
import { PendingCalls } from './pending-calls.ts';
import { callWithRetry, planRetry, type RetryOptions } from './retry.ts';
import { type ConnectingSocket, SocketConnection } from './socket-connection.ts';
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

/** What every server speaks. WebTransport needs HTTP/3: who has it names it. */
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
  readonly #options: ClientOptions;
  readonly #socket: Socket;
  readonly #connection: SocketConnection;
  readonly #traffic = new Listeners<Traffic>();
  readonly #late: LateReplies;
  readonly #lateListeners = new Listeners<LateReply>();
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
    const { transports = DEFAULT_TRANSPORTS } = options.socketOptions ?? {};
    this.#socket = io(url, {
      // A server of several processes takes no polling, which comes first by default.
      tryAllTransports: true,
      transports: DEFAULT_TRANSPORTS,
      ...options.socketOptions,
      forceNew: true,
      autoConnect: false,
      auth: (send) => send({ contract: { name, version }, ...this.#auth }),
    });
    const keepFrames = options.frames ?? false;
    const socket = this.#socket as unknown as ConnectingSocket & AckingSocket;
    this.#late = new LateReplies(socket);
    this.#connection = new SocketConnection(socket, { url, transports, keepFrames });
    this.#connection.onState(() => this.#connection.isClosed && this.#pending.loseAll());
    this.#socket.onAny((event: string, ...args: unknown[]) => this.#receive(event, args));
    this.#socket.onAnyOutgoing((_event, _payload, meta?: CallMeta) => meta && this.#pending.leave(meta));
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
    return this.#lateListeners.add(listener);
  }

  connect(): void {
    this.#connection.connect();
  }

  disconnect(): void {
    this.#connection.disconnect();
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
    const at = Date.now();
    const call = ++this.#calls;
    const seen = this.#connection.wire.frameOutgoing(() => this.#socket.emit(event, payload));
    this.#traffic.tell({ kind: 'send', at, call, event, payload, issues, ...seen });
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
    const at = Date.now();
    const start = performance.now();
    const mode = this.#options.validation?.replies ?? 'enforce';
    const id = options.id === undefined ? {} : { id: options.id };
    const tellCall: TellCall = (seen) =>
      this.#traffic.tell({ kind: 'call', at, call, ...sent, ...id, ...seen });
    return new Promise((resolve) => {
      const settle = (raw: unknown): void => {
        const { value: reply, issues } = checkReply(this.#spec(event), unifyBytes(raw), mode);
        const latency = performance.now() - start;
        const seen = this.#connection.wire.takeIncoming();
        this.#traffic.tell({ kind: 'reply', at: Date.now(), call, event, reply, latency, issues, ...seen });
        resolve(reply);
      };
      if (!this.#connection.isClosed && !options.signal?.aborted) {
        return this.#exchange({ event, payload, call, start, tellCall }, options, settle);
      }
      tellCall({});
      settle(this.#connection.isClosed ? lost(false) : STOPPED);
    });
  }

  #exchange(
    { event, payload, call, start, tellCall }: Exchange,
    options: AttemptOptions,
    settle: (raw: unknown) => void,
  ): void {
    const socket = this.#socket;
    const deadline = options.timeout;
    const meta: CallMeta = { deadline, ...(options.id !== undefined && { id: options.id }) };
    const finish = this.#pending.start(meta, options.signal, (raw) => {
      socket.sendBuffer = socket.sendBuffer.filter(({ data }) => data[2] !== meta);
      settle(raw);
    });
    const ackId = this.#late.nextId;
    const onReply = (error: Error | null, reply: unknown): void => {
      if (!error) {
        finish(reply);
        return;
      }
      const written = this.#pending.hasLeft(meta);
      this.#late.expect(ackId, (code) => {
        const latency = performance.now() - start;
        this.#lateListeners.tell({ at: Date.now(), call, event, code, latency });
      });
      finish(written && socket.connected ? failure('TIMEOUT') : lost(written));
    };
    try {
      if (!socket.connected) JSON.stringify(payload); // A packet that cannot be encoded would break the connection later.
      tellCall(
        this.#connection.wire.frameOutgoing(() =>
          socket.timeout(deadline).emit(event, payload, meta, onReply),
        ),
      );
    } catch (error) {
      tellCall({});
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
    const seen = this.#connection.wire.takeIncoming();
    this.#traffic.tell({ kind: 'event', at: Date.now(), event, payload: value, issues, ...seen });
    if (mode === 'enforce' && issues.length > 0) return;
    const results = this.#events.get(event)?.tell(value ?? null);
    if (ack && results) void giveAnswer(results, ack);
  }
}
