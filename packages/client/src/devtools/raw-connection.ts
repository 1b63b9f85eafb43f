import { DEFAULT_DEADLINE, toDuration } from '@switchboard/contract';
import { Listeners } from '../listeners.ts';
import { refusalOfName } from '../outgoing.ts';
import type { ClientSocket } from '../socket/client-socket.ts';
import { type ConnectionState, isClosed } from '../socket/connection-state.ts';
import { reportEarlyClose } from '../socket/early-close.ts';
import { openSocket, type RawOpenOptions } from '../socket/open-socket.ts';
import { isRecoverable } from '../socket/private-members.ts';
import { SocketConnection } from '../socket/socket-connection.ts';
import { toWireValue } from '../wire-value.ts';
import type { Frame } from './frame.ts';
import { type Inspection, LinkInspection } from './inspection.ts';
import { type LateAck, LateAcks } from './late-acks.ts';
import { MessageFrames } from './message-frames.ts';
import { onEngine } from './on-engine.ts';

export interface RawOptions {
  /** Goes into each handshake as it is, and nothing else does. */
  readonly auth?: Readonly<Record<string, unknown>>;
  /**
   * Whether to connect at once, or by `connect()`.
   * @default true
   */
  readonly autoConnect?: boolean;
  /** Options of socket.io-client: `path`, `query`, `transports`, `extraHeaders`, `reconnection`, `ca` and so on. */
  readonly socketOptions?: RawOpenOptions;
}

/** An event that arrived, as it came. */
export interface RawEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: string;
  /** All arguments, without the acknowledgement. Bytes are what socket.io-client makes of them: a Buffer or an ArrayBuffer. */
  readonly args: readonly unknown[];
  /**
   * Acknowledges the event with these arguments, once; left out where the sender wants no acknowledgement. Throws a TypeError
   * for arguments that cannot be encoded, and an Error once the connection that the event came on is lost.
   */
  readonly answer?: (...args: unknown[]) => void;
}

/** What became of an event that was sent with an acknowledgement; `latency` in milliseconds. */
export type RawAnswer =
  /** All arguments of the acknowledgement, as they came. */
  | { readonly status: 'answered'; readonly args: readonly unknown[]; readonly latency: number }
  | { readonly status: 'timeout'; readonly latency: number }
  /** The connection was lost before an answer came, or there was none. */
  | { readonly status: 'disconnected'; readonly latency: number };

/** What was sent. `at` is in milliseconds since the epoch. */
export interface RawCall {
  /** A `call` asks for an acknowledgement. */
  readonly kind: 'call' | 'send';
  readonly at: number;
  readonly event: string;
  /** All arguments, in the form in which they are sent. */
  readonly args: readonly unknown[];
  /** Its packets, where they were seen: what waits for a connection has none yet. */
  readonly frames?: readonly Frame[];
}

/** Something that went over the wire, as `observe` reports it; `frames` are its packets, where they were seen. */
export type RawTraffic =
  | RawCall
  /** A call settled; `sent` is the object that was reported for it. */
  | {
      readonly kind: 'answer';
      readonly at: number;
      readonly sent: RawCall;
      readonly answer: RawAnswer;
      readonly frames?: readonly Frame[];
    }
  /** The acknowledgement of a call that had timed out. */
  | ({ readonly kind: 'late' } & LateAck<RawCall>)
  | (RawEvent & { readonly kind: 'event'; readonly frames?: readonly Frame[] });

/** A connection to any Socket.IO server, without a contract: nothing is added to what is sent, and nothing checked. */
export interface RawConnection extends Inspection {
  readonly url: string;
  /** The Socket of socket.io-client below. */
  readonly socket: ClientSocket;
  /**
   * Whether the server of this connection, or of the last one, has `connectionStateRecovery`: it then adds an offset, a text,
   * to the arguments of its events.
   */
  readonly isRecoverable: boolean;
  /** Opens the connection; where the next attempt waits for its time, it is made now. */
  connect(): void;
  /** Closes the connection; what waits for one is dropped. */
  disconnect(): void;
  /** Used from the next handshake on; `undefined` for none. Throws a TypeError for what cannot be encoded. */
  setAuth(auth: Readonly<Record<string, unknown>> | undefined): void;
  /**
   * Sends an event without an acknowledgement. While the connection is being made, it waits for it. Throws an Error where none
   * is being made, and a TypeError for a name that is no text or that Socket.IO keeps for itself, and for arguments that are
   * no list or cannot be encoded.
   */
  emit(event: string, args?: readonly unknown[]): void;
  /**
   * Sends an event with an acknowledgement; never rejects. `timeout` is in milliseconds, 10,000 if left out, and counts from
   * now. Throws like `emit`, but settles as `disconnected` where there is no connection and none is being made.
   */
  emitWithAck(
    event: string,
    args?: readonly unknown[],
    options?: { readonly timeout?: number },
  ): Promise<RawAnswer>;
  /** Reports every event that arrives, whatever its name; returns its undo. */
  onEvent(listener: (event: RawEvent) => void): () => void;
  /** Reports what is sent, how each call settles, and what arrives, with its frames; returns its undo. */
  observe(listener: (traffic: RawTraffic) => void): () => void;
  /** Disconnects, and ends all reports. */
  stop(): void;
}

/**
 * Connects to a Socket.IO server without a contract, for tools. `url` may end in a namespace. What is sent is what plain
 * socket.io-client sends: the arguments alone, and `auth` as it is given. Throws a TypeError for what is no URL.
 */
export function createRawConnection(url: string, options: RawOptions = {}): RawConnection {
  if (typeof url !== 'string' || url === '')
    throw new TypeError('createRawConnection takes a URL, such as https://localhost:8443/rooms.');
  return new SocketRawConnection(url, options);
}

type Auth = RawOptions['auth'];

/** An event that waits for its acknowledgement. */
interface Pending {
  readonly settle: (answer: Untimed<RawAnswer>) => void;
  /** Whether it has left, and is not only waiting for a connection. */
  isSent: boolean;
}

type Untimed<Answer> = Answer extends unknown ? Omit<Answer, 'latency'> : never;

class SocketRawConnection extends LinkInspection implements RawConnection {
  readonly url: string;
  readonly socket: ClientSocket;
  readonly #pending = new Set<Pending>();
  readonly #connection: SocketConnection;
  readonly #handshake: { auth: Auth };
  readonly #traffic = new Listeners<RawTraffic>();
  readonly #frames: MessageFrames;
  readonly #late: LateAcks<RawCall>;
  /** How many connections were lost. */
  #lost = 0;

  constructor(url: string, { auth, autoConnect = true, socketOptions = {} }: RawOptions) {
    const handshake = { auth: encodeAuth(auth) };
    const socket = openSocket(url, socketOptions, () => handshake.auth);
    const connection = new SocketConnection(socket, { url, isOwn: false });
    super(connection);
    this.url = url;
    this.socket = socket;
    this.#connection = connection;
    this.#handshake = handshake;
    this.#late = new LateAcks(socket, () => this.#frames.takeReceived());
    this.#frames = new MessageFrames(socket, (listener) => this.onFrame(listener));
    this.#late.listeners.add((late) => this.#traffic.notify({ kind: 'late', ...late }));
    onEngine(socket.io, reportEarlyClose);
    connection.onState((state) => this.#follow(state));
    socket.onAny((event: unknown, ...args: unknown[]) => this.#receive(String(event), args));
    if (autoConnect) this.connect();
  }

  get isRecoverable(): boolean {
    return isRecoverable(this.socket);
  }

  connect(): void {
    this.#connection.connect();
  }

  disconnect(): void {
    this.#connection.disconnect();
  }

  setAuth(auth: Auth): void {
    this.#handshake.auth = encodeAuth(auth);
  }

  emit(event: string, args: readonly unknown[] = []): void {
    const { socket, state } = this.#connection;
    const sent = encode(event, args);
    if (isClosed(state)) throw new Error('There is no connection, and none is being made: connect first.');
    socket.emit(event, ...sent);
    this.#sent('send', event, sent);
  }

  emitWithAck(
    event: string,
    args: readonly unknown[] = [],
    { timeout = DEFAULT_DEADLINE }: { readonly timeout?: number } = {},
  ): Promise<RawAnswer> {
    const { socket, state } = this.#connection;
    const sent = encode(event, args);
    const ms = toDuration(timeout, 'timeout');
    const start = performance.now();
    if (isClosed(state)) {
      const answer = { status: 'disconnected', latency: 0 } as const;
      this.#traffic.notify({ kind: 'answer', at: Date.now(), sent: this.#sent('call', event, sent), answer });
      return Promise.resolve(answer);
    }
    return new Promise((resolve) => {
      const pending: Pending = {
        isSent: socket.connected,
        settle: (untimed) => {
          if (!this.#pending.delete(pending)) return;
          const answer = { ...untimed, latency: performance.now() - start };
          if (answer.status === 'timeout') this.#late.timedOut(call);
          const seen = answer.status === 'answered' ? this.#frames.takeReceived() : undefined;
          this.#traffic.notify({ kind: 'answer', at: Date.now(), sent: call, answer, ...seen });
          resolve(answer);
        },
      };
      this.#pending.add(pending);
      socket.timeout(ms).emit(event, ...sent, (error: Error | null, ...answer: unknown[]) => {
        if (!error) pending.settle({ status: 'answered', args: answer });
        else pending.settle({ status: socket.connected ? 'timeout' : 'disconnected' });
      });
      const call = this.#sent('call', event, sent);
    });
  }

  onEvent(listener: (event: RawEvent) => void): () => void {
    return this.observe((traffic) => {
      if (traffic.kind !== 'event') return;
      const { kind: _, frames: __, ...event } = traffic;
      listener(event);
    });
  }

  observe(listener: (traffic: RawTraffic) => void): () => void {
    return this.#traffic.add(listener);
  }

  override stop(): void {
    this.disconnect();
    super.stop();
    this.#frames.stop();
    this.#late.stop();
  }

  /** Reports what was just emitted. */
  #sent(kind: RawCall['kind'], event: string, args: readonly unknown[]): RawCall {
    const seen = this.#frames.takeSent(event, args[0]);
    const call: RawCall = { kind, at: Date.now(), event, args, ...seen };
    if (seen && kind === 'call') this.#late.left(call);
    this.#traffic.notify(call);
    return call;
  }

  /** What has left is lost with its connection, and what waits is dropped once nobody makes one. */
  #follow(state: ConnectionState): void {
    const isConnected = state.status === 'connected';
    const isOver = isClosed(state);
    if (!isConnected) this.#lost += 1;
    if (isOver) this.socket.sendBuffer = [];
    for (const pending of [...this.#pending]) {
      if (isConnected) pending.isSent = true;
      else if (isOver || pending.isSent) pending.settle({ status: 'disconnected' });
    }
  }

  #receive(event: string, args: unknown[]): void {
    const answer = args.at(-1);
    const arrival = { kind: 'event', at: Date.now(), event, ...this.#frames.takeReceived() } as const;
    if (typeof answer !== 'function') return void this.#traffic.notify({ ...arrival, args });
    const lost = this.#lost;
    const answering = (...values: unknown[]): void => {
      const encoded = encodeAll(values);
      // Another connection would be cut for it, or take it for the answer to an event of its own.
      if (lost !== this.#lost)
        throw new Error('The connection that the event came on is lost: it can no longer be answered.');
      answer(...encoded);
    };
    this.#traffic.notify({ ...arrival, args: args.slice(0, -1), answer: answering });
  }
}

function encode(event: string, args: readonly unknown[]): readonly unknown[] {
  // A server cuts the connection for a packet with another name.
  if (typeof event !== 'string') throw new TypeError(`The name of an event is a text, not ${String(event)}.`);
  if (!Array.isArray(args))
    throw new TypeError('The arguments of an event are a list: put a single one into [ ].');
  const refusal = refusalOfName(event);
  if (refusal) throw new TypeError(refusal);
  return encodeAll(args);
}

function encodeAll(args: readonly unknown[]): readonly unknown[] {
  return toSendable('These arguments', args);
}

function encodeAuth(auth: Auth): Auth {
  return toSendable('This auth', auth);
}

/** The value as JSON takes it: a copy that nothing changes before it is sent. */
function toSendable<Value>(what: string, value: Value): Value {
  try {
    return toWireValue(value) as Value;
  } catch (cause) {
    throw new TypeError(`${what} cannot be sent: ${String(cause)}`, { cause });
  }
}
