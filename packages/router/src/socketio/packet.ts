import { EventError } from '@switchboard/contract';
import wildcard from 'socketio-wildcard';
import type { SocketInternals } from './socket-io.ts';

/** A decoded event packet: `data` holds the event's name, its arguments and, if the caller wants a reply, the ack. */
export interface EventPacket {
  /** Left out, or null with some parsers, where the caller waits for no reply. */
  readonly id?: number | null;
  data?: unknown;
}

/** Who gets packets of a socket. */
export interface PacketReceiver {
  /** Whether it takes the packets of this event. The others go the way that they would go without it. */
  takes(event: unknown): boolean;
  /** Gets a packet, once; `refusal` is what `socket.use` refused it with. */
  receive(packet: EventPacket, refusal?: unknown): void;
}

/** How the packets of one socket go. */
interface Hooked {
  readonly receiver: PacketReceiver;
  /** What `onevent` was before. */
  readonly onevent: SocketInternals['onevent'];
  /** Packets of others that their listeners get in this tick. */
  passing: number;
}

const hookedSockets = new WeakMap<object, Hooked>();

/**
 * socketio-wildcard emits each packet twice: as `*` with the packet, then by its name with its arguments. The second emit
 * would run listeners around `socket.use` and `onAny`, and a packet named `*` would forge the first. It spreads the array in
 * `packet.data`, so the first emit empties that array, and the second one has nothing to emit.
 */
class OneEmitAPacket {
  emit(this: SocketInternals, ...[, packet]: [star?: string, packet?: EventPacket]): boolean {
    if (packet) route(this, packet);
    return true;
  }
}

const hook = wildcard(OneEmitAPacket);

/**
 * From now on the receiver gets every event packet that it takes, and no listener of the socket gets those. Install it
 * synchronously in the `connection` handler, so that recovered sockets have it too.
 * Throws a TypeError if the socket has a receiver already.
 */
export function installWildcard(socket: SocketInternals, receiver: PacketReceiver): void {
  if (hookedSockets.has(socket))
    throw new TypeError('A socket was given to a router twice: give it to one, once.');
  hookedSockets.set(socket, { receiver, onevent: socket.onevent, passing: 0 });
  hook(socket);
}

function route(socket: SocketInternals, packet: EventPacket): void {
  const hooked = hookedSockets.get(socket) as Hooked;
  const args: unknown[] = Array.isArray(packet.data) ? packet.data.splice(0) : [];
  if (hooked.receiver.takes(args[0])) {
    // The package adds the ack to the data, so a packet without data loses its ack.
    if (args.length === 0 && hasId(packet)) args.push('', socket.ack(packet.id));
    packet.data = args;
    receive(socket, packet, args, hooked);
  } else {
    if (hasId(packet)) args.pop(); // Socket.IO adds the ack itself.
    if (packet.data) packet.data = args;
    hooked.onevent.call(socket, packet);
    hooked.passing += 1;
    process.nextTick(passed, hooked);
  }
}

function hasId(packet: EventPacket): packet is EventPacket & { readonly id: number } {
  return packet.id !== undefined && packet.id !== null;
}

function passed(hooked: Hooked): void {
  hooked.passing -= 1;
}

/** Does what Socket.IO's own `onevent` does: onAny listeners, `socket.use`, nothing after disconnect. */
function receive(socket: SocketInternals, packet: EventPacket, args: unknown[], hooked: Hooked): void {
  const listeners = socket.listenersAny();
  if (listeners.length > 0) for (const onAny of [...listeners]) onAny.apply(socket, args);
  let isDone = false;
  const done = (refusal?: unknown): void => {
    if (isDone) return; // A middleware that calls `next` twice.
    isDone = true;
    // Socket.IO 4.6 and 4.7 end with null.
    const refusedWith = refusal ?? undefined;
    if (refusedWith !== undefined) process.nextTick(refuse, socket, packet, hooked, refusedWith);
    // Listeners run in the next tick: an event never overtakes one that came before it.
    else if (hooked.passing > 0) process.nextTick(deliver, socket, packet, hooked);
    else deliver(socket, packet, hooked);
  };
  try {
    socket.run(args, done);
  } catch (thrown) {
    if (isDone) throw thrown;
    isDone = true;
    deliver(socket, packet, hooked, new EventError('INTERNAL_SERVER_ERROR', { cause: thrown }));
  }
}

function deliver(
  socket: SocketInternals,
  packet: EventPacket,
  { receiver }: Hooked,
  refusal?: unknown,
): void {
  if (socket.connected) receiver.receive(packet, refusal);
}

/** As Socket.IO does, the listeners of `error` get what a middleware refused with. */
function refuse(socket: SocketInternals, packet: EventPacket, hooked: Hooked, refusal: unknown): void {
  deliver(socket, packet, hooked, refusal);
  socket._onerror(refusal);
}
