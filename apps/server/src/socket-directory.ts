import type { EmitTarget, User } from '@switchboard/events';
import type { Server, Socket } from '@switchboard/node-server/door';
import { roomKey, roomsIn } from '@switchboard/node-server/presence';
import { userRoom } from '@switchboard/router';

/** What there is to know of a connected socket. */
export interface SocketInfo {
  readonly id: string;
  readonly user?: User;
  readonly rooms: string[];
  readonly transport: string;
  readonly address: string;
  readonly connectedAt: string;
}

/** The sockets of the main namespace, read from Socket.IO at the moment when someone looks. */
export interface SocketDirectory {
  all(): SocketInfo[];
  of(userId: string): SocketInfo[];
  in(room: string): SocketInfo[];
  rooms(): string[];
  /** How many sockets an event for this target goes to; `undefined` for a socket that is not there. */
  count(target: EmitTarget): number | undefined;
  /** Tells the client that the server ends it; `false` if the socket is not there. */
  disconnect(socketId: string): boolean;
}

export function createSocketDirectory(io: Server): SocketDirectory {
  const { adapter, sockets } = io.of('/');
  const idsIn = (key: string): ReadonlySet<string> => adapter.rooms.get(key) ?? new Set();
  const infosIn = (key: string): SocketInfo[] =>
    [...idsIn(key)].flatMap((id) => {
      const socket = sockets.get(id);
      return socket ? [infoOf(socket)] : [];
    });

  return {
    all: () => [...sockets.values()].map(infoOf),
    of: (userId) => infosIn(userRoom(userId)),
    in: (room) => infosIn(roomKey(room)),
    rooms: () => roomsIn(adapter.rooms.keys()),
    count: (target) => {
      switch (target.to) {
        case 'everyone':
          return sockets.size;
        case 'room':
          return idsIn(roomKey(target.room)).size;
        case 'user':
          return idsIn(userRoom(target.userId)).size;
        case 'socket':
          return sockets.has(target.socketId) ? 1 : undefined;
      }
    },
    disconnect: (socketId) => sockets.get(socketId)?.disconnect() !== undefined,
  };
}

function infoOf({ id, data: { user }, rooms, conn, handshake }: Socket): SocketInfo {
  return {
    id,
    ...(user && { user }),
    rooms: roomsIn(rooms).sort(),
    transport: conn.transport.name,
    // Of an IPv4 address in its IPv6 form, what people know.
    address: handshake.address.replace('::ffff:', ''),
    connectedAt: new Date(handshake.issued).toISOString(),
  };
}
