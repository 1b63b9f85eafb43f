import { EventEmitter } from 'node:events';
import { EventError } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import wildcard from 'socketio-wildcard';

/** A decoded event packet: `data` holds the event's name, its arguments and, if the caller wants a reply, the ack. */
export interface EventPacket {
  readonly id?: number;
  data?: unknown;
}

/** What this file needs of a socket beyond its public methods; pinned by packet.test.ts. */
interface SocketInternals {
  run(args: unknown[], done: (refusal?: unknown) => void): void;
  ack(id: number): (...args: unknown[]) => void;
}

/**
 * socketio-wildcard emits each packet twice: as `*` with the packet, then by its name with its arguments. The second emit
 * would run listeners around `socket.use` and `onAny`, and a packet named `*` would forge the first. It spreads the array in
 * `packet.data`, so the first emit empties that array, and the second one has nothing to emit.
 */
class OneEmitAPacket {
  emit(this: Socket, ...[, packet]: [star?: string, packet?: EventPacket]): boolean {
    if (packet) receive(this, packet);
    return true;
  }
}

const hook = wildcard(OneEmitAPacket);

/**
 * From now on the socket's listener of `*` gets every event packet, once, as `(packet, refusal?)`: `refusal` is what
 * `socket.use` refused it with, any value but null and undefined. No other listener is called: an event named `*` off the wire
 * is an ordinary packet.
 * Install it synchronously in the `connection` handler, so that recovered sockets have it too.
 */
export function installWildcard(socket: Socket): void {
  hook(socket);
}

/** Does what Socket.IO's own `onevent` does: onAny listeners, `socket.use`, nothing after disconnect. */
function receive(socket: Socket, packet: EventPacket): void {
  const internals = socket as unknown as SocketInternals;
  const args: unknown[] = Array.isArray(packet.data) ? packet.data.splice(0) : [];
  // The package adds the ack to the data, so a packet without data loses its ack.
  if (args.length === 0 && packet.id !== undefined) args.push('', internals.ack(packet.id));
  packet.data = args;
  const listeners = socket.listenersAny();
  if (listeners.length > 0) for (const onAny of [...listeners]) onAny(...args);
  let isDone = false;
  const done = (refusal?: unknown): void => {
    if (isDone) return; // A middleware that calls `next` twice.
    isDone = true;
    // Socket.IO 4.6 and 4.7 end with null.
    if (socket.connected) EventEmitter.prototype.emit.call(socket, '*', packet, refusal ?? undefined);
  };
  try {
    internals.run(args, done);
  } catch (thrown) {
    done(new EventError('INTERNAL_SERVER_ERROR', { cause: thrown }));
  }
}
