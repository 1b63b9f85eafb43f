import { randomUUID } from 'node:crypto';
import { EventError } from '@switchboard/contract';
import { userRoom } from '@switchboard/router';
import type { Logger } from 'pino';
import type { Server, Socket } from '../door/socket-server.ts';
import type { Identity } from '../sessions/session.ts';
import { createDepartures } from './departures.ts';
import { inSlices } from './in-slices.ts';
import { keepLease } from './keep-lease.ts';
import { createPendingSteps } from './pending-steps.ts';
import type { Joined, OccupiedRoom, PresenceStore } from './presence-store.ts';
import { roomKey, roomsIn } from './room-key.ts';

/** The rooms of the application, as one caller may use them. */
export interface CallerRooms<User extends Identity = Identity> {
  /** Whether the caller is in the room: this socket or, for a call without one, any socket of the user. */
  has(room: string): Promise<boolean>;
  /** Enters the room, which is reported if the user was not in it; `false` if it is full. */
  join(room: string, limit: number): Promise<boolean>;
  /**
   * Leaves the room: here at once, for the other nodes later where the store is down. It is reported if no other socket of the user
   * is in it; `false` if the caller was not in it.
   */
  leave(room: string): Promise<boolean>;
  /** The rooms that this socket is in. */
  joined(): string[];
  /** The people in a room, on all nodes, each once. */
  members(room: string): Promise<User[]>;
}

/**
 * Who is connected, as whom, and in which rooms, over all nodes. Socket.IO's rooms say where the events of this node go;
 * the presence store says who is there. What asks the store rejects with SERVICE_UNAVAILABLE if it is down.
 */
export interface Presence<User extends Identity = Identity> {
  /** Registers the socket of a handshake, which is attached later. `false` if its user has `limit` others, on all nodes. */
  admit(socket: Socket<User>, user: User, limit: number): Promise<boolean>;
  /** Registers a new socket with the identity that its handshake brought. */
  attach(socket: Socket<User>): Promise<void>;
  /** Removes a socket that has disconnected, and notifies its rooms. */
  detach(socket: Socket<User>): void;
  isConnected(userId: string): Promise<boolean>;
  /** Counts the user as connected while the work goes on, so that nobody takes the name of one who is logging in. */
  holding<T>(user: User, work: () => Promise<T>): Promise<T>;
  /** Makes the socket the user's: here at once, for the other nodes when it resolves. */
  signIn(socketId: string, user: User): Promise<void>;
  /** Takes the identity from a socket, which leaves every room: here at once, for the other nodes a little later. */
  signOut(socketId: string): void;
  roomsOf(caller: { socketId: string; user: User | undefined }): CallerRooms<User>;
  /** The rooms with somebody in them, at most `limit`, the fullest first. Asks the store each time. */
  occupied(limit: number): Promise<OccupiedRoom[]>;
  /** Gives up this node's lease in the store. */
  close(): Promise<void>;
}

export interface PresenceOptions<User extends Identity = Identity> {
  readonly store: PresenceStore<User>;
  readonly logger: Logger;
  /** Called when a user is in a room that was in it on no socket before: on the node that let it in. @default nothing is done */
  readonly onJoined?: ((room: string, user: User) => void) | undefined;
  /** Called when a user is in a room no more, on any socket: on one node. @default nothing is done */
  readonly onLeft?: ((room: string, user: User) => void) | undefined;
}

/** Milliseconds in which a node sweeps at a time, so that what else it has to bring up to date gets its turn. */
const SWEEP_TIME = 1_500;

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Holds this node's lease in the store until it is closed. */
export function createPresence<User extends Identity = Identity>(
  io: Server<User>,
  { store: presence, logger, onJoined, onLeft }: PresenceOptions<User>,
): Presence<User> {
  const { sockets } = io.of('/');
  /** The sockets, and the memberships, that may still be in the store and are not here any more. */
  const pending = createPendingSteps();

  const { report, confirm, reportAll } = createDepartures(presence, onLeft);
  const forget = (socketId: string): Promise<void> =>
    pending.attempt(socketId, async () => report(await presence.disconnect(socketId)));
  /** Now or, if the store is down, after the lease is renewed. */
  const forgetSoon = (socketId: string): void => void forget(socketId).catch(() => undefined);
  /** Registers a socket. One that has left meanwhile is forgotten again: it must not hold its user's name. */
  const connect = async (socketId: string, user: User): Promise<void> => {
    pending.cancel(socketId);
    await presence.connect({ socketId, user }, NO_LIMIT);
    if (!sockets.has(socketId)) forgetSoon(socketId);
  };
  const signOut = (socket: Socket<User>): void => {
    const { user } = socket.data;
    if (!user) return;
    for (const room of roomsIn(socket.rooms)) void socket.leave(roomKey(room));
    void socket.leave(userRoom(user.id));
    socket.data.user = undefined;
    forgetSoon(socket.id);
  };
  const membership = ({ id }: Socket<User>, room: string): string => `${id} ${room}`;
  /** Takes the membership of a socket that is not in the room out of the store. */
  const leaveStore = (socket: Socket<User>, user: User, room: string) => async (): Promise<void> => {
    if (socket.rooms.has(roomKey(room))) return;
    if (await presence.leave(room, { socketId: socket.id, user })) report([{ room, user }]);
  };
  /** Puts a socket into a room of the store; `overtaken` where it became somebody else meanwhile. */
  const joinStore = async (
    socket: Socket<User>,
    user: User,
    room: string,
    limit: number,
  ): Promise<Joined | 'overtaken'> => {
    let joined: Joined;
    try {
      joined = await presence.join(room, { socketId: socket.id, user }, limit);
    } catch (error) {
      // It may be the answer alone that was lost.
      pending.defer(membership(socket, room), leaveStore(socket, user, room));
      throw error;
    }
    if (joined === 'full') return 'full';
    if (socket.data.user?.id !== user.id) {
      // The store has just registered the old identity again.
      await forget(socket.id);
      if (socket.data.user) await connect(socket.id, socket.data.user);
      return 'overtaken';
    }
    // One that has disconnected meanwhile would stay in the store for ever.
    if (!sockets.has(socket.id)) forgetSoon(socket.id);
    return joined;
  };
  const announce = (room: string, user: User, joined: Joined | 'overtaken'): void => {
    if (typeof joined === 'object' && joined.isNew) onJoined?.(room, user);
  };
  /** Registers every socket again, in a store that has forgotten them: first their names, then their rooms. */
  const reclaim = async (signal: AbortSignal): Promise<void> => {
    const present = [...sockets.values()];
    const name = async ({ id, data }: Socket<User>): Promise<void> => {
      if (data.user) await connect(id, data.user);
    };
    await inSlices(present, name, signal);
    const memberships = present.flatMap((socket) => roomsIn(socket.rooms).map((room) => ({ socket, room })));
    // It may have left the room, or the server, or have another name, while the others were registered.
    const enter = async ({ socket, room }: { socket: Socket<User>; room: string }): Promise<void> => {
      const { user } = socket.data;
      if (!user || !socket.rooms.has(roomKey(room))) return;
      announce(room, user, await joinStore(socket, user, room, NO_LIMIT));
    };
    await inSlices(memberships, enter, signal);
  };

  /** Whether the store has every socket. A reply that is lost may be the one that says that it has not. */
  let isComplete = true;
  const renew = async (): Promise<void> => {
    const isHeld = await presence.renew().catch((error: unknown) => {
      isComplete = false;
      throw error;
    });
    isComplete &&= isHeld;
  };
  const update = async (signal: AbortSignal): Promise<void> => {
    if (!isComplete) {
      // Before it is so: the lease may be lost again meanwhile.
      isComplete = true;
      await reclaim(signal).catch((error: unknown) => {
        isComplete = false;
        throw error;
      });
    }
    await pending.retry(signal);
    await confirm();
    const end = performance.now() + SWEEP_TIME;
    await reportAll(presence.sweep, () => !signal.aborted && performance.now() < end);
  };
  const lease = keepLease({ renew, update }, logger);

  /** By socket id: ends the watch over a handshake, whose socket has no disconnect yet. */
  const handshakes = new Map<string, () => void>();

  return {
    admit: async ({ id, conn }, user, limit) => {
      if (conn.readyState !== 'open') return true; // Socket.IO will not connect it.
      const unwatch = (): void => {
        handshakes.delete(id);
        conn.off('close', giveUp);
      };
      const giveUp = (): void => {
        unwatch();
        forgetSoon(id);
      };
      handshakes.set(id, unwatch);
      conn.once('close', giveUp);
      try {
        const isAdmitted = await presence.connect({ socketId: id, user }, limit);
        if (!isAdmitted) unwatch();
        return isAdmitted;
      } catch (error) {
        // It may be the answer alone that was lost.
        giveUp();
        throw error;
      }
    },
    attach: async (socket) => {
      handshakes.get(socket.id)?.();
      const { user } = socket.data;
      if (!user) return;
      void socket.join(userRoom(user.id));
      await connect(socket.id, user);
    },
    detach: (socket) => {
      if (socket.data.user) forgetSoon(socket.id);
    },
    isConnected: async (userId) => (await presence.countSockets(userId)) > 0,
    holding: async (user, work) => {
      const socketId = randomUUID();
      try {
        await presence.connect({ socketId, user }, NO_LIMIT);
        return await work();
      } finally {
        // Also where the store did not answer: it may have registered it.
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
        if (!socket || !user) return false;
        // What came of an earlier try that had no answer is undone first, or nobody would hear of this one.
        await pending.settle(membership(socket, room));
        const joined = await joinStore(socket, user, room, limit);
        if (joined === 'overtaken') throw new EventError('UNAUTHORIZED');
        if (joined === 'full') return false;
        if (sockets.has(socketId)) void socket.join(roomKey(room));
        announce(room, user, joined);
        return true;
      },
      leave: async (room) => {
        const socket = sockets.get(socketId);
        if (!user || !socket?.rooms.has(roomKey(room))) return false;
        void socket.leave(roomKey(room));
        await pending
          .attempt(membership(socket, room), leaveStore(socket, user, room))
          .catch(() => undefined);
        return true;
      },
      joined: () => roomsIn(sockets.get(socketId)?.rooms ?? []),
      members: presence.members,
    }),
    occupied: presence.occupied,
    close: async () => {
      await lease.stop();
      try {
        await reportAll(presence.release);
      } catch (error) {
        logger.warn({ err: error }, 'Presence was left behind');
      }
    },
  };
}
