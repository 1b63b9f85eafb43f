import { randomUUID } from 'node:crypto';
import { EventError } from '@switchboard/contract';
import { userRoom } from '@switchboard/router';
import type { Logger } from 'pino';
import type { Identity as User } from '../sessions/session.ts';
import { keepLease } from './keep-lease.ts';
import type { Departure, OccupiedRoom, PresenceStore } from './presence-store.ts';
import { roomKey, roomsIn } from './room-key.ts';
import type { Server, Socket } from '../door/socket-server.ts';

/** The rooms of the application, as one caller may use them. */
export interface CallerRooms {
  /** Whether the caller is in the room: this socket or, for a call without one, any socket of the user. */
  has(room: string): Promise<boolean>;
  /** Enters the room, which is reported if the user was not in it; `false` if it is full. */
  join(room: string, limit: number): Promise<boolean>;
  /** Leaves the room, which is reported if no other socket of the user is in it; `false` if the caller was not in it. */
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
export interface Presence {
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
  /** Gives up this node's lease in the store. */
  close(): Promise<void>;
}

export interface PresenceOptions {
  readonly store: PresenceStore;
  readonly logger: Logger;
  /** Called when a user is in a room that was in it on no socket before: on the node that let it in. @default nothing is done */
  readonly onJoined?: ((room: string, user: User) => void) | undefined;
  /** Called when a user is in a room no more, on any socket: on one node. @default nothing is done */
  readonly onLeft?: ((room: string, user: User) => void) | undefined;
}

/** Holds this node's lease in the store until it is closed. */
export function createPresence(
  io: Server,
  { store: presence, logger, onJoined, onLeft }: PresenceOptions,
): Presence {
  const { adapter, sockets } = io.of('/');
  /** Sockets that have disconnected and are still in the store. */
  const pendingDisconnects = new Set<string>();

  const report = (departures: readonly Departure[]): void => {
    for (const { room, user } of departures) onLeft?.(room, user);
  };
  const connect = (socketId: string, user: User): Promise<void> => {
    pendingDisconnects.delete(socketId);
    return presence.connect({ socketId, user });
  };
  const forget = async (socketId: string): Promise<void> => {
    pendingDisconnects.add(socketId);
    const departures = await presence.disconnect(socketId);
    pendingDisconnects.delete(socketId);
    report(departures);
  };
  /** Now or, if the store is down, when the lease is renewed. */
  const forgetSoon = (socketId: string): void => void forget(socketId).catch(() => undefined);
  const signOut = (socket: Socket): void => {
    const { user } = socket.data;
    if (!user) return;
    for (const room of roomsIn(socket.rooms)) void socket.leave(roomKey(room));
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
    if (socket.connected) void socket.join(roomKey(room));
    if (joined.isNew) onJoined?.(room, user);
    return true;
  };
  const reclaim = async (): Promise<void> => {
    for (const socket of sockets.values()) {
      const { user } = socket.data;
      if (!user) continue;
      await connect(socket.id, user);
      for (const room of roomsIn(socket.rooms)) await enter(socket, user, room, Number.MAX_SAFE_INTEGER);
    }
  };

  const renew = async (): Promise<void> => {
    if (!(await presence.renew())) await reclaim();
    for (const socketId of pendingDisconnects) await forget(socketId);
    report(await presence.sweep());
  };
  const lease = keepLease(renew, logger);

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
          ? sockets.get(socketId)?.rooms.has(roomKey(room)) === true
          : !!user && (await presence.isInRoom(room, user.id)),
      join: async (room, limit) => {
        const socket = sockets.get(socketId);
        return !!socket && !!user && (await enter(socket, user, room, limit));
      },
      leave: async (room) => {
        const socket = sockets.get(socketId);
        if (!user || !socket?.rooms.has(roomKey(room))) return false;
        const wasLast = await presence.leave(room, { socketId, user });
        void socket.leave(roomKey(room));
        if (wasLast) report([{ room, user }]);
        return true;
      },
      joined: () => roomsIn(sockets.get(socketId)?.rooms ?? []),
      members: presence.members,
      occupied: presence.occupied,
    }),
    close: async () => {
      lease.stop();
      try {
        report(await presence.release());
      } catch (error) {
        logger.warn({ err: error }, 'Presence was left behind');
      }
    },
  };
}
