import { randomUUID } from 'node:crypto';
import { EventError } from '@switchboard/contract';
import type { serverEventMap, User } from '@switchboard/events';
import { type Publisher, userRoom } from '@switchboard/router';
import type { Departure, OccupiedRoom, PresenceStore } from '@switchboard/node-server/presence';
import { chatRoom, chatRoomsIn } from './chat-room.ts';
import type { Server, Socket } from '@switchboard/node-server/door';

/** The chat rooms, as one caller may use them. */
export interface CallerRooms {
  /** Whether the caller is in the room: this socket or, for a call without one, any socket of the user. */
  has(room: string): Promise<boolean>;
  /** Enters the room and notifies the others; `false` if it is full. */
  join(room: string, limit: number): Promise<boolean>;
  /** Leaves the room and notifies the others; `false` if the caller was not in it. */
  leave(room: string): Promise<boolean>;
  /** The rooms that this socket is in. */
  joined(): string[];
  /** The people in a room, on all nodes, each once. */
  members(room: string): Promise<User[]>;
  /** The rooms with somebody in them, at most `limit`, the fullest first. */
  occupied(limit: number): Promise<OccupiedRoom[]>;
}

/**
 * Who is connected, as whom, and in which rooms, over all nodes. Socket.IO's rooms say where the events of this node go;
 * the presence store says who is there. What asks the store rejects with SERVICE_UNAVAILABLE if it is down.
 */
export interface Connections {
  /** Registers a new socket with the identity that its handshake brought. */
  attach(socket: Socket): Promise<void>;
  /** Removes a socket that has disconnected, and notifies its rooms. */
  detach(socket: Socket): void;
  isConnected(userId: string): Promise<boolean>;
  /** How many sockets the user has, on all nodes. */
  count(userId: string): Promise<number>;
  /** How many of them are on this node, those too whose handshake goes on. */
  countHere(userId: string): number;
  /** Counts the user as connected while the work goes on, so that nobody takes the name of one who is logging in. */
  holding<T>(user: User, work: () => Promise<T>): Promise<T>;
  /** Makes the socket the user's: here at once, for the other nodes when it resolves. */
  signIn(socketId: string, user: User): Promise<void>;
  /** Takes the identity from a socket, which leaves every room: here at once, for the other nodes a little later. */
  signOut(socketId: string): void;
  roomsOf(caller: { socketId: string; user: User | undefined }): CallerRooms;
  /** Renews this node's lease in the store, and removes what nodes that are gone have left. Called by a timer. */
  renew(): Promise<void>;
  /** Releases this node's lease in the store. */
  close(): Promise<void>;
}

export interface ConnectionsOptions {
  readonly publish: Publisher<typeof serverEventMap>;
  readonly presence: PresenceStore;
}

export function createConnections(io: Server, { publish, presence }: ConnectionsOptions): Connections {
  const { adapter, sockets } = io.of('/');
  /** Sockets that have disconnected and are still in the store. */
  const pendingDisconnects = new Set<string>();

  const emitDepartures = (departures: readonly Departure[]): void => {
    for (const { room, user } of departures) {
      publish.to(chatRoom(room)).except(userRoom(user.id)).emit('room:left', { room, user });
    }
  };
  const connect = (socketId: string, user: User): Promise<void> => {
    pendingDisconnects.delete(socketId);
    return presence.connect({ socketId, user });
  };
  const forget = async (socketId: string): Promise<void> => {
    pendingDisconnects.add(socketId);
    const departures = await presence.disconnect(socketId);
    pendingDisconnects.delete(socketId);
    emitDepartures(departures);
  };
  /** Now or, if the store is down, when the lease is renewed. */
  const forgetSoon = (socketId: string): void => void forget(socketId).catch(() => undefined);
  const signOut = (socket: Socket): void => {
    const { user } = socket.data;
    if (!user) return;
    for (const room of chatRoomsIn(socket.rooms)) void socket.leave(chatRoom(room));
    void socket.leave(userRoom(user.id));
    socket.data.user = undefined;
    forgetSoon(socket.id);
  };
  const enter = async (socket: Socket, user: User, room: string, limit: number): Promise<boolean> => {
    const joined = await presence.join(room, { socketId: socket.id, user }, limit);
    if (joined === 'full') return false;
    if (socket.data.user?.id !== user.id) {
      // A logout overtook it, and the store has just registered the old identity again.
      await forget(socket.id);
      if (socket.data.user) await connect(socket.id, socket.data.user);
      throw new EventError('UNAUTHORIZED');
    }
    // A socket that has disconnected meanwhile would stay in Socket.IO's room for ever.
    if (socket.connected) void socket.join(chatRoom(room));
    if (joined.isNew) {
      publish.to(chatRoom(room)).except(userRoom(user.id)).emit('room:joined', { room, user });
    }
    return true;
  };
  const reclaim = async (): Promise<void> => {
    for (const socket of sockets.values()) {
      const { user } = socket.data;
      if (!user) continue;
      await connect(socket.id, user);
      for (const room of chatRoomsIn(socket.rooms)) await enter(socket, user, room, Number.MAX_SAFE_INTEGER);
    }
  };

  return {
    attach: async (socket) => {
      const { user } = socket.data;
      if (!user) return;
      void socket.join(userRoom(user.id));
      await connect(socket.id, user);
    },
    detach: (socket) => {
      if (socket.data.user) forgetSoon(socket.id);
    },
    isConnected: async (userId) => (await presence.countSockets(userId)) > 0,
    count: presence.countSockets,
    countHere: (userId) => adapter.rooms.get(userRoom(userId))?.size ?? 0,
    holding: async (user, work) => {
      const socketId = randomUUID();
      await connect(socketId, user);
      try {
        return await work();
      } finally {
        forgetSoon(socketId);
      }
    },
    signIn: async (socketId, user) => {
      const socket = sockets.get(socketId);
      if (!socket) return;
      if (socket.data.user?.id !== user.id) signOut(socket);
      socket.data.user = user;
      void socket.join(userRoom(user.id));
      await connect(socketId, user);
    },
    signOut: (socketId) => {
      const socket = sockets.get(socketId);
      if (socket) signOut(socket);
    },
    roomsOf: ({ socketId, user }) => ({
      has: async (room) =>
        socketId
          ? sockets.get(socketId)?.rooms.has(chatRoom(room)) === true
          : !!user && (await presence.isInRoom(room, user.id)),
      join: async (room, limit) => {
        const socket = sockets.get(socketId);
        return !!socket && !!user && (await enter(socket, user, room, limit));
      },
      leave: async (room) => {
        const socket = sockets.get(socketId);
        if (!user || !socket?.rooms.has(chatRoom(room))) return false;
        const wasLast = await presence.leave(room, { socketId, user });
        void socket.leave(chatRoom(room));
        if (wasLast) emitDepartures([{ room, user }]);
        return true;
      },
      joined: () => chatRoomsIn(sockets.get(socketId)?.rooms ?? []),
      members: presence.members,
      occupied: presence.occupied,
    }),
    renew: async () => {
      if (!(await presence.renew())) await reclaim();
      for (const socketId of pendingDisconnects) await forget(socketId);
      emitDepartures(await presence.sweep());
    },
    close: async () => emitDepartures(await presence.release()),
  };
}
