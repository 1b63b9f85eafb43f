import { EventEmitter } from 'node:events';
import {
  type AnyReply,
  after,
  assertBinary,
  EventError,
  fail,
  isReserved,
  type MaybePromise,
} from '@switchboard/contract';
import type { Socket } from 'socket.io';
import type { IncomingCall } from '../core/dispatch.ts';
import type { Router } from '../core/router.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { type EventPacket, installWildcard } from './packet.ts';
import { packetSize } from './packet-size.ts';

/** What the connections of one router share. */
export interface ConnectionOptions<Params, Context extends RouterContext> {
  readonly router: Router<Context>;
  readonly context: (socket: Socket, connection: { readonly params: Params }) => Context;
  /** How many packets may wait until the socket is ready; none need to if it is left out. */
  readonly maxQueued: number | undefined;
}

interface Waiting {
  readonly packet: EventPacket;
  /** The reading of `performance.now()`. */
  readonly at: number;
}

type Ack = (reply: AnyReply) => void;

/** Names that only Socket.IO itself may emit on a socket, whatever a packet is called. */
const NEVER_FROM_THE_WIRE: ReadonlySet<unknown> = new Set(['*', 'error', 'disconnect', 'disconnecting']);

/** The event's name, its payload and its meta. */
const MOST_ARGUMENTS = 3;

/** One socket, from its connection to its end: makes a call of each packet, and gives the reply to its ack. */
export class SocketConnection<Params, Context extends RouterContext> implements EndSignal {
  readonly socket: Socket;
  readonly params: Params;
  readonly #options: ConnectionOptions<Params, Context>;
  /** What arrived before the socket was ready. */
  #waiting: Waiting[] | undefined;
  /** Why everything is refused from now on. */
  #refusal: EventError | undefined;
  #listeners: Set<() => void> | undefined;

  constructor(options: ConnectionOptions<Params, Context>, socket: Socket, params: Params) {
    this.#options = options;
    this.socket = socket;
    this.params = params;
    if (options.maxQueued !== undefined) this.#waiting = [];
  }

  get aborted(): boolean {
    return !this.socket.connected;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Takes every packet from now on. Call it synchronously in the `connection` handler. */
  listen(): void {
    installWildcard(this.socket);
    this.socket.on('*', (packet: EventPacket, refusedWith?: unknown) =>
      this.receive(packet, refusedWith === undefined ? undefined : toRefusal(refusedWith)),
    );
  }

  /** Takes a packet; `refusal` is why `socket.use` refused it. What comes before the socket is ready waits, up to a limit. */
  receive(packet: EventPacket, refusal?: EventError): void {
    if (refusal || !this.#waiting) void this.#deliver(packet, refusal ?? this.#refusal);
    else if (this.#waiting.length >= (this.#options.maxQueued ?? 0)) void this.#deliver(packet, queueFull());
    else this.#waiting.push({ packet, at: performance.now() });
  }

  /**
   * Delivers what waits, in order, and from now on what arrives; refuses all of it if there is a refusal. Resolves when what
   * waited has settled. Only the first time counts.
   */
  async open(refusal?: EventError): Promise<void> {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = undefined;
    this.#refusal = refusal;
    const now = performance.now();
    await Promise.all(waiting.map(async ({ packet, at }) => this.#deliver(packet, refusal, now - at)));
  }

  /** The socket has disconnected: the calls in flight end. */
  end(): void {
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
    void this.open(new EventError('DISCONNECTED', { data: { written: true } }));
  }

  /** Makes a call of the packet and gives its reply to the ack. An event outside the contract goes to the socket's own listeners. */
  #deliver(packet: EventPacket, refusal: EventError | undefined, waited = 0): MaybePromise<void> {
    const { router, context } = this.#options;
    const data = packet.data as unknown[];
    const event = data[0];
    if (!refusal && !router.has(event) && serveNamedListeners(this.socket, event, data.slice(1))) return;
    const last = data.at(-1);
    const ack = typeof last === 'function' ? (last as Ack) : undefined;
    const count = ack ? data.length - 1 : data.length;
    const meta = count > 2 ? data[2] : undefined;
    const call: IncomingCall = {
      event,
      socketId: this.socket.id,
      payload: count > 1 ? data[1] : undefined,
      meta: waited > 0 ? afterWaiting(meta, waited) : meta,
      bytes: packetSize(packet),
      signal: this,
      acked: ack !== undefined,
      refusal: refusal ?? (count > MOST_ARGUMENTS ? tooManyArguments() : expired(meta, waited)),
    };
    return after(
      router.dispatch(call, () => context(this.socket, this)),
      (reply) => {
        // A socket that has left its namespace gets nothing, although its connection may be there for others.
        if (ack && this.socket.connected) this.#answer(ack, reply, event);
      },
    );
  }

  /** A reply that cannot be encoded (a cycle, a BigInt, more than 10 binary parts) must not leave its caller without one. */
  #answer(ack: Ack, reply: AnyReply, event: unknown): void {
    try {
      assertBinary(reply);
      ack(reply);
    } catch (cause) {
      const error = new EventError('REPLY_INVALID', { cause });
      this.#options.router.report({ event: String(event), socketId: this.socket.id, error });
      ack(fail(error.toBody()));
    }
  }
}

/** Whether a listener was there. One that throws must not end the process. */
function serveNamedListeners(socket: object, event: unknown, args: unknown[]): boolean {
  if (typeof event !== 'string' || NEVER_FROM_THE_WIRE.has(event) || isReserved(event)) return false;
  try {
    return EventEmitter.prototype.emit.call(socket as EventEmitter, event, ...args);
  } catch (error) {
    process.emitWarning(new Error('A listener outside the contract failed.', { cause: error }));
    const ack = args.at(-1);
    if (typeof ack === 'function') ack(fail(new EventError('INTERNAL_SERVER_ERROR').toBody()));
    return true;
  }
}

/** What is left of the caller's budget after the packet was held back. */
function afterWaiting(meta: unknown, waited: number): unknown {
  const deadline = deadlineOf(meta);
  return deadline === undefined ? meta : { ...(meta as object), deadline: deadline - waited };
}

/** TIMEOUT for a packet that was held back for longer than its caller waits. */
function expired(meta: unknown, waited: number): EventError | undefined {
  if (waited === 0) return undefined;
  const deadline = deadlineOf(meta);
  if (deadline === undefined || deadline <= 0 || deadline > waited) return undefined;
  return new EventError('TIMEOUT', { message: 'The deadline passed before the connection was ready.' });
}

function deadlineOf(meta: unknown): number | undefined {
  if (typeof meta !== 'object' || meta === null || !('deadline' in meta)) return undefined;
  return typeof meta.deadline === 'number' ? meta.deadline : undefined;
}

function tooManyArguments(): EventError {
  return new EventError('BAD_REQUEST', {
    message: 'An event takes one payload and one meta object, nothing more.',
  });
}

function queueFull(): EventError {
  return new EventError('SERVICE_UNAVAILABLE', {
    message: 'Too many events before the connection was ready.',
  });
}

function toRefusal(error: unknown): EventError {
  return error instanceof EventError ? error : new EventError('FORBIDDEN', { cause: error });
}
