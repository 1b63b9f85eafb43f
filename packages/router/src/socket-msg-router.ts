import { EventEmitter, setMaxListeners } from 'node:events';
import { type AnyReply, EventError, fail } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import type { RouterContext } from './controller.ts';
import type { IncomingCall } from './dispatch.ts';
import { packetSize } from './packet-size.ts';
import type { Router } from './router.ts';
import { type EventPacket, installWildcard } from './wildcard.ts';

/** Names that only Socket.IO itself may emit on a socket, however a packet is called. */
const NEVER_FROM_THE_WIRE: ReadonlySet<unknown> = new Set(['*', 'error', 'disconnect', 'disconnecting']);

/**
 * The adapter to Socket.IO: give it to `io.on('connection', …)`. Every message event of the socket goes to the router,
 * as `context` sees its sender; the reply goes to the caller's ack, once. Events outside the contract still reach the
 * listeners that were set for them with `socket.on`.
 */
export function createSocketMsgRouter<Context extends RouterContext>(
  router: Router<Context>,
  context: (socket: Socket) => Context,
): (socket: Socket) => void {
  return (socket) => {
    const closed = new AbortController();
    setMaxListeners(0, closed.signal); // One for each call in flight.
    socket.once('disconnect', () => closed.abort());
    installWildcard(socket);
    socket.on('*', (packet: EventPacket, refusedWith?: unknown) => {
      const [event, ...args] = packet.data as unknown[];
      const refusal = refusedWith === undefined ? undefined : toRefusal(refusedWith);
      if (!refusal && !router.has(event) && serveNamedListeners(socket, event, args)) return;
      const ack = typeof args.at(-1) === 'function' ? (args.pop() as Ack) : undefined;
      const [payload, meta] = args;
      const call: IncomingCall = {
        event,
        socketId: socket.id,
        payload,
        meta,
        bytes: packetSize(packet),
        signal: closed.signal,
        acked: ack !== undefined,
        refusal: refusal ?? (args.length > 2 ? tooManyArguments() : undefined),
      };
      void router.dispatch(call, () => context(socket)).then((reply) => ack && answer(ack, reply));
    });
  };
}

type Ack = (reply: AnyReply) => void;

/** A reply that cannot be encoded (a cycle, a BigInt) must not leave its caller without one. */
function answer(ack: Ack, reply: AnyReply): void {
  try {
    ack(reply);
  } catch (error) {
    process.emitWarning(error as Error);
    ack(fail(new EventError('INTERNAL_SERVER_ERROR').toBody()));
  }
}

function serveNamedListeners(socket: Socket, event: unknown, args: unknown[]): boolean {
  if (typeof event !== 'string' || NEVER_FROM_THE_WIRE.has(event)) return false;
  return EventEmitter.prototype.emit.call(socket, event, ...args);
}

function toRefusal(error: unknown): EventError {
  return error instanceof EventError ? error : new EventError('FORBIDDEN', { cause: error });
}

function tooManyArguments(): EventError {
  return new EventError('BAD_REQUEST', {
    message: 'An event takes one payload and one meta object, nothing more.',
  });
}
