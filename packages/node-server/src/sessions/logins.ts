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

/** Logs the user of a socket in and out. */
export interface Logins {
  /**
   * Makes the socket somebody with this name, who is put out elsewhere if it is the same user. `undefined` where somebody else who
   * is connected has the name. A user that the socket had before is logged out.
   */
  logIn(socketId: string, name: string): Promise<(Proof & { readonly user: Identity }) | undefined>;
  /** Gives the next token. Rejects with UNAUTHORIZED once the session has ended. */
  refresh(socketId: string): Promise<Proof>;
  /** Ends the session everywhere. Rejects with UNAUTHORIZED once it has ended. */
  logOut(socketId: string): Promise<void>;
}

export interface LoginParts {
  readonly store: SessionStore;
  readonly tokens: Pick<Tokens, 'ttl' | 'sign'>;
  readonly live: Pick<LiveSessions, 'of' | 'hold' | 'drop' | 'end'>;
  readonly presence: Pick<Presence, 'isConnected' | 'holding'>;
}

export function createLogins({ store, tokens, live, presence }: LoginParts): Logins {
  /** The connection is good for as long as its newest token. */
  const prove = async (socketId: string, id: string, user: Identity): Promise<Proof> => {
    const session: Session = { id, user, expiresAt: Date.now() + tokens.ttl };
    await live.hold(socketId, session);
    const token = await tokens.sign(session);
    return { token, expiresIn: tokens.ttl, expiresAt: new Date(session.expiresAt).toISOString() };
  };
  /** Asked for when the call's turn has come: what was so when it arrived may have ended. */
  const sessionOf = (socketId: string): Session => {
    const session = live.of(socketId);
    if (!session) throw ended();
    return session;
  };

  return {
    logIn: async (socketId, name) => {
      const current = live.of(socketId)?.user;
      const holder = await store.holder(name);
      const isOwn = holder !== undefined && holder.id === current?.id;
      if (holder && !isOwn && (await presence.isConnected(holder.id))) return undefined;
      const user = { id: isOwn ? holder.id : randomUUID(), name };
      return presence.holding(user, async () => {
        const sessionId = await store.begin(user, holder);
        if (sessionId === undefined) return undefined;
        if (current && !isOwn) {
          live.drop(socketId);
          await store.end(current.id);
          live.end(current.id, 'revoked');
        }
        const proof = await prove(socketId, sessionId, user);
        if (isOwn) live.end(user.id, 'replaced', sessionId);
        return { user, ...proof };
      });
    },
    refresh: async (socketId) => {
      const { id, user } = sessionOf(socketId);
      const isAlive = (await store.find(id)) !== undefined;
      if (!isAlive || sessionOf(socketId).id !== id) throw ended();
      return prove(socketId, id, user);
    },
    logOut: async (socketId) => {
      const { user } = sessionOf(socketId);
      await store.end(user.id);
      live.drop(socketId);
      live.end(user.id, 'revoked');
    },
  };
}

function ended(): EventError {
  return new EventError('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
}
