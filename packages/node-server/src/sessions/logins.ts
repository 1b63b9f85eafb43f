import { randomUUID } from 'node:crypto';
import { EventError } from '@switchboard/contract';
import type { Presence } from '../presence/presence.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { Identity, Session } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { Tokens } from './tokens.ts';

/** What proves an identity, as a client keeps it. */
export interface Proof {
  readonly token: string;
  /** Milliseconds that the token is good, and so is this connection. */
  readonly expiresIn: number;
  /** The same end by the server's clock, in ISO 8601. */
  readonly expiresAt: string;
}

/** A user who logs in, as JSON can have it: a Date becomes a text. Without an id, one whose name nobody has gets a new one. */
export type NewUser<User extends Identity = Identity> = Omit<User, 'id'> & {
  readonly name: string;
  readonly id?: string | undefined;
};

/** Logs the user of a socket in and out. */
export interface Logins<User extends Identity = Identity> {
  /**
   * Makes the socket this user, who is put out elsewhere. Resolves to `undefined` where somebody else who is connected has the name. A
   * user that the socket had before is logged out. The id is the application's or, without one, that of the socket's user if it has the
   * name already, and a new one otherwise.
   */
  logIn(socketId: string, user: NewUser<User>): Promise<(Proof & { readonly user: User }) | undefined>;
  /** Gives the next token, which is good up to the absolute end of the session. Rejects with UNAUTHORIZED once the session has ended. */
  refresh(socketId: string): Promise<Proof>;
  /** Ends the session everywhere. Rejects with UNAUTHORIZED once it has ended. */
  logOut(socketId: string): Promise<void>;
}

export interface LoginParts<User extends Identity = Identity> {
  readonly store: Pick<SessionStore<User>, 'holder' | 'begin' | 'extend' | 'end'>;
  readonly tokens: Pick<Tokens, 'ttl' | 'sign'>;
  /** Milliseconds from its login after which a session cannot be refreshed. */
  readonly maxAge: number;
  readonly live: Pick<LiveSessions<User>, 'of' | 'has' | 'hold' | 'drop' | 'end'>;
  readonly presence: Pick<Presence<User>, 'isConnected' | 'holding'>;
}

export function createLogins<User extends Identity = Identity>({
  store,
  tokens,
  maxAge,
  live,
  presence,
}: LoginParts<User>): Logins<User> {
  /** Gives a token. The socket has the session at once, and is good for as long as its newest token. */
  const prove = async (socketId: string, session: Session<User>, lifetime: number): Promise<Proof> => {
    await live.hold(socketId, session);
    const token = await tokens.sign(session);
    // The socket may have left meanwhile, or lost the session. A call over HTTP has no socket.
    if (socketId && live.of(socketId)?.id !== session.id) throw ended();
    return { token, expiresIn: lifetime, expiresAt: new Date(session.expiresAt).toISOString() };
  };
  /** Asked for when the call's turn has come: what was so when it arrived may have ended. */
  const sessionOf = (socketId: string): Session<User> => {
    const session = live.of(socketId);
    if (!session) throw ended();
    return session;
  };

  return {
    logIn: async (socketId, given) => {
      const current = live.of(socketId)?.user;
      const holder = await store.holder(given.name);
      const knownId = given.id ?? current?.id;
      const isOwn = holder !== undefined && holder.id === knownId;
      if (holder && !isOwn && (await presence.isConnected(holder.id))) return undefined;
      const id = given.id ?? (isOwn ? holder.id : randomUUID());
      // As the stores give it back later, so that it is the same on every socket.
      const user = JSON.parse(JSON.stringify({ ...given, id })) as User;
      return presence.holding(user, async () => {
        // Nobody would have the token, and the user's other connections would lose theirs.
        if (socketId && !live.has(socketId)) throw ended();
        const lifetime = Math.min(tokens.ttl, maxAge);
        // From before the store is asked, so that no token outlives its session.
        const expiresAt = Date.now() + lifetime;
        const sessionId = await store.begin(user, holder, lifetime);
        if (sessionId === undefined) return undefined;
        try {
          if (current && current.id !== id) {
            live.drop(socketId);
            await store.end(current.id);
            live.end(current.id, 'revoked');
          }
          const proving = prove(socketId, { id: sessionId, user, expiresAt }, lifetime);
          // At once: of several logins of one user at a time, the last one in the store is the one that stays.
          if (id === knownId) live.end(id, 'replaced', sessionId);
          return { user, ...(await proving) };
        } catch (error) {
          // Nobody has its token. A store that is down drops it when it expires.
          if (live.of(socketId)?.id === sessionId) live.drop(socketId);
          await store.end(id, sessionId).catch(() => undefined);
          throw error;
        }
      });
    },
    refresh: async (socketId) => {
      const { id, user } = sessionOf(socketId);
      const askedAt = Date.now();
      const lifetime = await store.extend(id, tokens.ttl, maxAge);
      if (lifetime === undefined || sessionOf(socketId).id !== id) throw ended();
      return prove(socketId, { id, user, expiresAt: askedAt + lifetime }, lifetime);
    },
    logOut: async (socketId) => {
      const { id, user } = sessionOf(socketId);
      await store.end(user.id);
      if (live.of(socketId)?.id === id) live.drop(socketId);
      live.end(user.id, 'revoked');
    },
  };
}

function ended(): EventError {
  return new EventError('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
}
