import {
  type AnyReply,
  after,
  assertBinary,
  EventError,
  fail,
  isSocketIoEvent,
  type MaybePromise,
  refusal,
} from '@switchboard/contract';
import type { IncomingCall } from '../core/dispatch.ts';
import type { Router } from '../core/router.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { safely } from '../lib/safely.ts';
import { callerOf } from '../policies/caller.ts';
import { isCharged } from '../policies/cost.ts';
import { isUserRoom, userRoom } from '../publish/publisher.ts';
import { type ContextOf, checkedContext } from './context-of.ts';
import { isHeard, type ListenerWarning } from './listeners.ts';
import { type EventPacket, installWildcard, type PacketReceiver } from './packet.ts';
import { packetSize } from './packet-size.ts';
import { type AnySocket, internalsOf, type SocketInternals } from './socket-io.ts';

/** What the connections of one router share. */
export interface ConnectionOptions<Socket, Params, Context extends RouterContext> {
  readonly router: Router<Context>;
  readonly context: ContextOf<Context, Socket, Params>;
  /** Whether a name that is in no contract and that nobody listens to is a call, answered NOT_FOUND. */
  readonly answersUnknown: boolean;
  readonly listenerWarning: ListenerWarning;
  /** How many packets may wait until the socket is ready; none need to if it is left out. */
  readonly maxQueued: number | undefined;
}

interface Waiting {
  readonly packet: EventPacket;
  /** The reading of `performance.now()`. */
  readonly at: number;
}

type Ack = (reply: AnyReply) => void;

/** The call that a reply is for; `context` is left out where it was refused before anybody asked whose it is. */
interface Answered<Context> {
  readonly event: unknown;
  readonly context: Context | undefined;
}

/** The event's name, its payload and its meta. */
const MOST_ARGUMENTS = 3;

/** One socket, from its connection to its end: makes a call of each packet, and gives the reply to its ack. */
export class SocketConnection<Socket extends AnySocket, Params, Context extends RouterContext>
  implements EndSignal, PacketReceiver
{
  readonly socket: Socket;
  readonly internals: SocketInternals;
  readonly params: Params;
  readonly #options: ConnectionOptions<Socket, Params, Context>;
  /** What arrived before the socket was ready. */
  #waiting: Waiting[] | undefined;
  /** Why everything is refused from now on. */
  #refusal: EventError | undefined;
  #listeners: Set<() => void> | undefined;
  /** Whose room the socket is in. */
  #userId: string | undefined;

  /** Throws a TypeError for what is no socket of Socket.IO 4.6 or newer. */
  constructor(options: ConnectionOptions<Socket, Params, Context>, socket: Socket, params: Params) {
    this.#options = options;
    this.socket = socket;
    this.params = params;
    this.internals = internalsOf(socket);
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

  /** Takes the packets of its contract from now on. Call it synchronously in the `connection` handler. */
  listen(): void {
    installWildcard(this.internals, this);
    this.#options.listenerWarning.lookSoon(this.internals);
    if (this.internals.recovered) this.#leaveUserRooms();
    if (!this.#waiting) this.#enterRoom();
  }

  /** The events of the contract and, unless the application wants silence, the names that nobody listens to. */
  takes(event: unknown): boolean {
    const { router, answersUnknown, listenerWarning } = this.#options;
    if (!router.has(event)) {
      // Only Socket.IO and Node emit these on a socket: a packet of that name is forged, and reaches no listener.
      return isSocketIoEvent(event) || (answersUnknown && !isHeard(this.internals, event));
    }
    listenerWarning.lookAt(this.internals, event as string);
    return true;
  }

  /**
   * Takes a packet; `refusedWith` is what `socket.use` refused it with. An event of the contract that comes before the socket is
   * ready waits, up to a limit.
   */
  receive(packet: EventPacket, refusedWith?: unknown): void {
    const { router, maxQueued = 0 } = this.#options;
    const refusal = refusedWith === undefined ? undefined : toRefusal(refusedWith);
    const mayWait = !refusal && router.has((packet.data as unknown[])[0]);
    if (!this.#waiting || !mayWait) void this.#deliver(packet, refusal ?? this.#refusal);
    else if (this.#waiting.length >= maxQueued) void this.#deliver(packet, queueFull());
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
    if (!refusal) this.#enterRoom();
    const now = performance.now();
    await Promise.all(waiting.map(async ({ packet, at }) => this.#deliver(packet, refusal, now - at)));
  }

  /** The socket has disconnected: the calls in flight end. */
  end(): void {
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
    void this.open(refusal('DISCONNECTED', { data: { written: true } }));
  }

  /** Makes a call of the packet and gives its reply to the ack. */
  #deliver(packet: EventPacket, refusal: EventError | undefined, waited = 0): MaybePromise<void> {
    const { router } = this.#options;
    const data = packet.data as unknown[];
    const event = data[0];
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
    let context: Context | undefined;
    const identify = (): Context => {
      context = this.#identify();
      return context;
    };
    return after(router.dispatch(call, identify), (reply) => {
      // A socket that has left its namespace gets nothing, although its connection may be there for others.
      if (ack && this.socket.connected) this.#answer(ack, reply, { event, context });
    });
  }

  /** What is known of the sender now. From here on the socket is in the room of that user, which `publish.toUser` needs. */
  #identify(): Context {
    const context = checkedContext(this.#options.context(this.socket, this));
    const userId = context.user?.id;
    if (userId !== this.#userId) {
      if (this.#userId !== undefined) leaveRoom(this.internals, userRoom(this.#userId));
      if (userId !== undefined) joinRoom(this.internals, userRoom(userId));
      this.#userId = userId;
    }
    return context;
  }

  /** For events that come before the first call. A context that fails now fails again, and says so, with the first call. */
  #enterRoom(): void {
    try {
      this.#identify();
    } catch {
      // No user, no room.
    }
  }

  /** A recovered socket is in the room of the user of its last connection, who may be another one than now. */
  #leaveUserRooms(): void {
    for (const room of [...this.internals.rooms]) if (isUserRoom(room)) leaveRoom(this.internals, room);
  }

  /** A reply that cannot be encoded (a cycle, a BigInt, more than 10 binary parts) must not leave its caller without one. */
  #answer(ack: Ack, reply: AnyReply, { event, context }: Answered<Context>): void {
    const { costs } = this.#options.router;
    try {
      assertBinary(reply);
      if (costs && context && isCharged(reply)) costs.reply(callerOf(this.socket.id, context), ack, reply);
      else ack(reply);
    } catch (cause) {
      const error = new EventError('REPLY_INVALID', { cause });
      this.#options.router.report({ event: String(event), socketId: this.socket.id, error });
      ack(fail(error.toBody()));
    }
  }
}

const join = (socket: SocketInternals, room: string): unknown => socket.join(room);
const leave = (socket: SocketInternals, room: string): unknown => socket.leave(room);

/** With some adapters it takes time, and may fail: nobody waits for it, and it must not end the process. */
function joinRoom(socket: SocketInternals, room: string): void {
  safely("Joining a user's room", join, socket, room);
}

function leaveRoom(socket: SocketInternals, room: string): void {
  safely("Leaving a user's room", leave, socket, room);
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
  return refusal('TIMEOUT', { message: 'The deadline passed before the connection was ready.' });
}

function deadlineOf(meta: unknown): number | undefined {
  if (typeof meta !== 'object' || meta === null || !('deadline' in meta)) return undefined;
  return typeof meta.deadline === 'number' ? meta.deadline : undefined;
}

function tooManyArguments(): EventError {
  return refusal('BAD_REQUEST', {
    message: 'An event takes one payload and one meta object, nothing more.',
  });
}

function queueFull(): EventError {
  return refusal('SERVICE_UNAVAILABLE', {
    message: 'Too many events before the connection was ready.',
  });
}

function toRefusal(error: unknown): EventError {
  return error instanceof EventError ? error : new EventError('FORBIDDEN', { cause: error });
}
