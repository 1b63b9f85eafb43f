import { EventEmitter } from 'node:events';
import { type AnyReply, EventError, fail } from '@switchboard/contract';
import type { RouterContext } from '../core/controller.ts';
import type { Router } from '../core/router.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import { isPromise, type MaybePromise } from '../lib/maybe-promise.ts';
import { packetSize } from './packet-size.ts';
import type { EventPacket } from './wildcard.ts';

/** Where the packets of one socket come from, and who answers them. Aborted when the socket disconnects. */
export interface PacketSource<Context extends RouterContext> extends EndSignal {
  readonly router: Router<Context>;
  readonly socket: { readonly id: string };
  context(): Context;
}

export interface Delivery {
  readonly refusal?: EventError | undefined;
  /** Milliseconds that the packet was held back. */
  readonly waited?: number;
}

type Ack = (reply: AnyReply) => void;

/** Names that only Socket.IO itself may emit on a socket, however a packet is called. */
const NEVER_FROM_THE_WIRE: ReadonlySet<unknown> = new Set(['*', 'error', 'disconnect', 'disconnecting']);

/** Of the event's name, its payload and its meta. */
const MOST_ARGUMENTS = 3;

/**
 * Makes a call of a packet and gives the reply to its ack; events outside the contract go to the socket's own listeners.
 * Never throws or rejects; a promise that comes back resolves when the call is settled.
 */
export function deliverPacket<Context extends RouterContext>(
  source: PacketSource<Context>,
  packet: EventPacket,
  { refusal, waited = 0 }: Delivery,
): MaybePromise<void> {
  const { router, socket } = source;
  const data = packet.data as unknown[];
  const event = data[0];
  if (!refusal && !router.has(event) && serveNamedListeners(socket, event, data.slice(1))) return;
  const last = data.at(-1);
  const ack = typeof last === 'function' ? (last as Ack) : undefined;
  const count = ack ? data.length - 1 : data.length;
  const payload = count > 1 ? data[1] : undefined;
  const meta = count > 2 ? data[2] : undefined;
  const call = {
    event,
    socketId: socket.id,
    payload,
    meta: waited > 0 ? spend(meta, waited) : meta,
    bytes: packetSize(packet),
    signal: source,
    acked: ack !== undefined,
    refusal: refusal ?? (count > MOST_ARGUMENTS ? tooManyArguments() : expired(meta, waited)),
  };
  const reply = router.dispatch(call, () => source.context());
  if (!ack) return isPromise(reply) ? reply.then(ignore) : undefined;
  if (isPromise(reply)) return reply.then((settled) => answer(ack, settled, source));
  answer(ack, reply, source);
}

/** A reply that cannot be encoded (a cycle, a BigInt) must not leave its caller without one. */
function answer(ack: Ack, reply: AnyReply, source: EndSignal): void {
  if (source.aborted) return;
  try {
    ack(reply);
  } catch (error) {
    process.emitWarning(error as Error);
    ack(fail(new EventError('INTERNAL_SERVER_ERROR').toBody()));
  }
}

/** Whether a listener was there. One that throws must not end the process. */
function serveNamedListeners(socket: object, event: unknown, args: unknown[]): boolean {
  if (typeof event !== 'string' || NEVER_FROM_THE_WIRE.has(event)) return false;
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
function spend(meta: unknown, waited: number): unknown {
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

function ignore(): void {}
