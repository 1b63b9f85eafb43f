import type { serverEventMap, User } from '@switchboard/events';
import { type Publisher, userRoom } from '@switchboard/router';
import type { Server, Socket } from './socket-server.ts';

/** The chat rooms, as one caller may use them. */
export interface CallerRooms {
  /** Whether the caller is in the room: this socket or, for a call without one, any socket of the user. */
  has(room: string): boolean;
  /** Enters the room and tells the others; `false` if it is full. */
  join(room: string, limit: number): boolean;
  /** Leaves the room and tells the others; `false` if the caller was not in it. */
  leave(room: string): boolean;
  /** The rooms that this socket is in. */
  joined(): string[];
  /** The people in a room, each once. */
  members(room: string): User[];
  /** Every room with somebody in it. */
  occupied(): string[];
}

/** Who is connected, as whom, and in which rooms. Socket.IO's rooms are the only record of it. */
export interface Connections {
  /** Takes up a new socket, restoring the identity that its handshake brought. */
  attach(socket: Socket): void;
  /** Takes a socket that goes out of its rooms, while it is still in them, and tells the others. */
  detach(socket: Socket): void;
  isConnected(userId: string): boolean;
  /** How many sockets the user has. */
  count(userId: string): number;
  signIn(socketId: string, user: User): void;
  /** Takes the identity from a socket, which leaves every room. */
  signOut(socketId: string): void;
  roomsOf(caller: { socketId: string; user: User | undefined }): CallerRooms;
}

const PREFIX = 'room:';

/** Socket.IO's room of a chat room; the prefix keeps names that people choose apart from socket ids. */
export function chatRoom(name: string): string {
  return `${PREFIX}${name}`;
}

/** The chat rooms among Socket.IO's rooms, by their own names. */
export function chatRoomsIn(keys: Iterable<string>): string[] {
  return [...keys].filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
}

export function createConnections(io: Server, publish: Publisher<typeof serverEventMap>): Connections {
  const { adapter, sockets } = io.of('/');
  const idsIn = (key: string): ReadonlySet<string> => adapter.rooms.get(key) ?? new Set();

  const isInRoom = (room: string, userId: string): boolean => {
    const inRoom = idsIn(chatRoom(room));
    return [...idsIn(userRoom(userId))].some((id) => inRoom.has(id));
  };
  const members = (room: string): User[] => {
    const users = [...idsIn(chatRoom(room))].flatMap((id) => sockets.get(id)?.data.user ?? []);
    return [...new Map(users.map((user) => [user.id, user])).values()];
  };
  const leave = (socket: Socket, room: string): void => {
    const { user } = socket.data;
    void socket.leave(chatRoom(room));
    if (user && !isInRoom(room, user.id)) publish.to(chatRoom(room)).emit('room:left', { room, user });
  };

  return {
    attach: (socket) => {
      if (socket.data.user) void socket.join(userRoom(socket.data.user.id));
    },
    detach: (socket) => {
      for (const room of chatRoomsIn(socket.rooms)) leave(socket, room);
    },
    isConnected: (userId) => idsIn(userRoom(userId)).size > 0,
    count: (userId) => idsIn(userRoom(userId)).size,
    signIn: (socketId, user) => {
      const socket = sockets.get(socketId);
      if (!socket) return;
      socket.data.user = user;
      void socket.join(userRoom(user.id));
    },
    signOut: (socketId) => {
      const socket = sockets.get(socketId);
      if (!socket?.data.user) return;
      for (const room of chatRoomsIn(socket.rooms)) leave(socket, room);
      void socket.leave(userRoom(socket.data.user.id));
      socket.data.user = undefined;
    },
    roomsOf: ({ socketId, user }) => ({
      has: (room) => (socketId ? idsIn(chatRoom(room)).has(socketId) : !!user && isInRoom(room, user.id)),
      join: (room, limit) => {
        const socket = sockets.get(socketId);
        if (!socket || !user) return false;
        const isNew = !isInRoom(room, user.id);
        if (isNew && members(room).length >= limit) return false;
        void socket.join(chatRoom(room));
        if (isNew) publish.to(chatRoom(room)).except(userRoom(user.id)).emit('room:joined', { room, user });
        return true;
      },
      leave: (room) => {
        const socket = sockets.get(socketId);
        if (!socket?.rooms.has(chatRoom(room))) return false;
        leave(socket, room);
        return true;
      },
      joined: () => chatRoomsIn(sockets.get(socketId)?.rooms ?? []),
      members,
      occupied: () => chatRoomsIn(adapter.rooms.keys()),
    }),
  };
}
