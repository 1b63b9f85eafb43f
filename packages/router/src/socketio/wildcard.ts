import { EventEmitter } from 'node:events';
import { EventError } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import wildcard from 'socketio-wildcard';

/** A decoded event packet: `data` holds the event's name, its arguments and, if the caller wants a reply, the ack. */
export interface EventPacket {
  readonly id?: number;
  data?: unknown;
}

/** What this file needs of a socket beyond its public methods; pinned by wildcard.test.ts. */
interface SocketInternals {
  run(args: unknown[], done: (refusal?: unknown) => void): void;
  ack(id: number): (...args: unknown[]) => void;
}

/** The socket whose second emit is due. They come one right after the other, so there is never more than one. */
let secondIsDue: Socket | undefined;

/**
 * socketio-wildcard emits each packet twice: as `*` with the packet, then by its name with its arguments. The second
 * is the hole (an event that is itself named `*`; `socket.use` and `onAny` bypassed), so it is dropped, and the first
 * does what Socket.IO's own `onevent` does: onAny listeners, `socket.use`, nothing after disconnect.
 */
class OncePerPacket {
  emit(this: Socket, _star: string, packet: EventPacket): boolean {
    if (secondIsDue === this) {
      secondIsDue = undefined;
      return true;
    }
    receive(this, packet);
    secondIsDue = this;
    return true;
  }
}

const hook = wildcard(OncePerPacket);

/**
 * From now on the socket's listeners of `*` get every event packet, once, as `(packet, refusal?)`: `refusal` is the
 * error with which `socket.use` turned it away. No other listener is called: an event of that name off the wire is an
 * ordinary packet. Install it synchronously in the `connection` handler, so that recovered sockets are heard too.
 */
export function installWildcard(socket: Socket): void {
  hook(socket);
}

function receive(socket: Socket, packet: EventPacket): void {
  const internals = socket as unknown as SocketInternals;
  const args: unknown[] = Array.isArray(packet.data) ? packet.data : [];
  // The package adds the ack to the data, so a packet without any loses its own.
  if (args.length === 0 && packet.id !== undefined) args.push('', internals.ack(packet.id));
  packet.data = args;
  const listeners = socket.listenersAny();
  if (listeners.length > 0) for (const onAny of [...listeners]) onAny(...args);
  let isDone = false;
  const done = (refusal?: unknown): void => {
    if (isDone) return; // A middleware that calls `next` twice.
    isDone = true;
    if (socket.connected) EventEmitter.prototype.emit.call(socket, '*', packet, refusal);
  };
  try {
    internals.run(args, done);
  } catch (thrown) {
    done(new EventError('INTERNAL_SERVER_ERROR', { cause: thrown }));
  }
}
