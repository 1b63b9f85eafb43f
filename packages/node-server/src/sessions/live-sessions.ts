import { userRoom } from '@switchboard/router';
import type { Server, Socket } from '../door/socket-server.ts';
import type { Identity, Session } from './session.ts';

/** Why a session is over: its time was up, another login of the same user took its place, or it was ended. */
export type SessionEndReason = 'expired' | 'replaced' | 'revoked';

export interface LiveSessionsOptions<User extends Identity = Identity> {
  /** Makes the socket the user's, everywhere. A rejection takes the session from the socket again. */
  readonly signIn: (socketId: string, user: User) => Promise<void>;
  /** Takes the user from the socket, everywhere. */
  readonly signOut: (socketId: string) => void;
  /** Reports to the client of a socket that its session is over. @default nothing is sent */
  readonly onSessionEnded?: ((socketId: string, reason: SessionEndReason) => void) | undefined;
}

/** Which session each connection has, and until when. A socket that loses it stays connected, as nobody, and gets the reason. */
export interface LiveSessions<User extends Identity = Identity> {
  of(socketId: string): Session<User> | undefined;
  /** Whether the socket is still connected. */
  has(socketId: string): boolean;
  /** Registers a new socket, with the session that its handshake brought. */
  attach(socket: Socket<User>): void;
  detach(socket: Socket<User>): void;
  /** From now on the socket has this session, until it expires or ends. */
  hold(socketId: string, session: Session<User>): Promise<void>;
  /** Takes the session from a socket that gave it up itself, and emits nothing to it. */
  drop(socketId: string): void;
  /** Ends the session of a socket, and reports it to its client. */
  lose(socket: Socket<User>, reason: SessionEndReason): void;
  /** Ends every session of the user but `keptId`: here at once, on other processes by a message to them. */
  end(userId: string, reason: SessionEndReason, keptId?: string): void;
}

export function createLiveSessions<User extends Identity = Identity>(
  io: Server<User>,
  { signIn, signOut, onSessionEnded }: LiveSessionsOptions<User>,
): LiveSessions<User> {
  const { adapter, sockets } = io.of('/');
  const timers = new WeakMap<Socket<User>, NodeJS.Timeout>();

  const startTimer = (socket: Socket<User>, { expiresAt }: Session<User>): void => {
    clearTimeout(timers.get(socket));
    const timer = setTimeout(() => lose(socket, 'expired'), Math.max(0, expiresAt - Date.now()));
    timers.set(socket, timer.unref());
  };
  const take = (socket: Socket<User>): void => {
    clearTimeout(timers.get(socket));
    signOut(socket.id);
    socket.data.session = undefined;
  };
  const lose = (socket: Socket<User>, reason: SessionEndReason): void => {
    if (!socket.data.session) return;
    take(socket);
    onSessionEnded?.(socket.id, reason);
  };
  const endHere = (userId: string, reason: SessionEndReason, keptId?: string): void => {
    for (const id of [...(adapter.rooms.get(userRoom(userId)) ?? [])]) {
      const socket = sockets.get(id);
      if (socket && socket.data.session?.id !== keptId) lose(socket, reason);
    }
  };
  io.on('sessionEnded', endHere);

  return {
    of: (socketId) => sockets.get(socketId)?.data.session,
    has: (socketId) => sockets.has(socketId),
    attach: (socket) => {
      if (socket.data.session) startTimer(socket, socket.data.session);
    },
    detach: (socket) => clearTimeout(timers.get(socket)),
    hold: async (socketId, session) => {
      const socket = sockets.get(socketId);
      if (!socket) return;
      socket.data.session = session;
      startTimer(socket, session);
      try {
        await signIn(socketId, session.user);
      } catch (error) {
        if (socket.data.session === session) take(socket);
        throw error;
      }
    },
    drop: (socketId) => {
      const socket = sockets.get(socketId);
      if (socket) take(socket);
    },
    lose,
    end: (userId, reason, keptId) => {
      endHere(userId, reason, keptId);
      // An adapter for one process has no other to notify. A lost message is made good by the next check.
      const notifyOthers = (count: number): void => {
        if (count > 1) io.serverSideEmit('sessionEnded', userId, reason, keptId);
      };
      void adapter.serverCount().then(notifyOthers, () => undefined);
    },
  };
}
