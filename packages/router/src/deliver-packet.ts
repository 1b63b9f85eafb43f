import { EventEmitter } from 'node:events';
import { type AnyReply, EventError, fail } from '@switchboard/contract';
import type { RouterContext } from './controller.ts';
import { packetSize } from './packet-size.ts';
import type { Router } from './router.ts';
import type { EventPacket } from './wildcard.ts';

/** Where the packets of one socket come from, and who answers them. */
export interface PacketRoute<Context extends RouterContext> {
  readonly router: Router<Context>;
  readonly socket: { readonly id: string };
  readonly context: () => Context;
  /** Aborted when the socket disconnects. */
  readonly closed: AbortSignal;
}

export interface Delivery {
  readonly refusal?: EventError | undefined;
  /** Milliseconds that the packet was held back. */
  readonly waited?: number;
}

type Ack = (reply: AnyReply) => void;

/** Names that only Socket.IO itself may emit on a socket, however a packet is called. */
const NEVER_FROM_THE_WIRE: ReadonlySet<unknown> = new Set(['*', 'error', 'disconnect', 'disconnecting']);

/**
 * Makes a call of a packet and gives the reply to its ack; events outside the contract go to the socket's own listeners.
 * Resolves when it is settled, and never rejects.
 */
export async function deliverPacket<Context extends RouterContext>(
  { router, socket, context, closed }: PacketRoute<Context>,
  packet: EventPacket,
  { refusal, waited = 0 }: Delivery,
): Promise<void> {
  const [event, ...args] = packet.data as unknown[];
  if (!refusal && !router.has(event) && serveNamedListeners(socket, event, args)) return;
  const ack = typeof args.at(-1) === 'function' ? (args.pop() as Ack) : undefined;
  const [payload, meta] = args;
  const call = {
    event,
    socketId: socket.id,
    payload,
    meta: waited > 0 ? spend(meta, waited) : meta,
    bytes: packetSize(packet),
    signal: closed,
    acked: ack !== undefined,
    refusal:
      refusal ?? (args.length > 2 ? tooManyArguments() : isSpent(meta, waited) ? expired() : undefined),
  };
  const reply = await router.dispatch(call, context);
  if (ack && !closed.aborted) answer(ack, reply);
}

/** A reply that cannot be encoded (a cycle, a BigInt) must not leave its caller without one. */
function answer(ack: Ack, reply: AnyReply): void {
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

function isSpent(meta: unknown, waited: number): boolean {
  const deadline = deadlineOf(meta);
  return waited > 0 && deadline !== undefined && deadline > 0 && deadline <= waited;
}

function deadlineOf(meta: unknown): number | undefined {
  if (typeof meta !== 'object' || meta === null || !('deadline' in meta)) return undefined;
  return typeof meta.deadline === 'number' ? meta.deadline : undefined;
}

function expired(): EventError {
  return new EventError('TIMEOUT', { message: 'The deadline passed before the connection was ready.' });
}

function tooManyArguments(): EventError {
  return new EventError('BAD_REQUEST', {
    message: 'An event takes one payload and one meta object, nothing more.',
  });
}
