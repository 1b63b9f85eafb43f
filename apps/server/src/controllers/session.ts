import { randomUUID } from 'node:crypto';
import { EventError } from '@switchboard/contract';
import type { clientEventMap, User } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';
import type { Session } from '@switchboard/node-server/sessions';
import type { Tokens } from '@switchboard/node-server/sessions';
import type { Connections } from '../sockets/connections.ts';
import type { LiveSessions } from '@switchboard/node-server/sessions';
import type { SessionStore } from '@switchboard/node-server/sessions';

export interface SessionDependencies {
  readonly sessions: SessionStore;
  readonly connections: Connections;
  readonly live: Pick<LiveSessions, 'of' | 'hold' | 'drop' | 'end'>;
  readonly tokens: Pick<Tokens, 'ttl' | 'sign'>;
}

export const sessionControllers = ({ sessions, connections, live, tokens }: SessionDependencies) => {
  /** The connection is good for as long as its newest token. */
  const prove = async (socketId: string, id: string, user: User) => {
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
    'session:login': async ({ message, socketId }, { fail }) => {
      const current = live.of(socketId)?.user;
      const holder = await sessions.holder(message.name);
      const isOwn = holder !== undefined && holder.id === current?.id;
      if (holder && !isOwn && (await connections.isConnected(holder.id))) return fail('NAME_TAKEN');
      const user = { id: isOwn ? holder.id : randomUUID(), name: message.name };
      return connections.holding(user, async () => {
        const sessionId = await sessions.begin(user, holder);
        if (sessionId === undefined) return fail('NAME_TAKEN');
        if (current && !isOwn) {
          live.drop(socketId);
          await sessions.end(current.id);
          live.end(current.id, 'revoked');
        }
        const proof = await prove(socketId, sessionId, user);
        if (isOwn) live.end(user.id, 'replaced', sessionId);
        return { user, ...proof };
      });
    },
    'session:refresh': async ({ socketId }) => {
      const { id, user } = sessionOf(socketId);
      const isAlive = (await sessions.find(id)) !== undefined;
      if (!isAlive || sessionOf(socketId).id !== id) throw ended();
      return prove(socketId, id, user);
    },
    'session:logout': async ({ socketId }) => {
      const { user } = sessionOf(socketId);
      await sessions.end(user.id);
      live.drop(socketId);
      live.end(user.id, 'revoked');
      return {};
    },
  } satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
};

function ended(): EventError {
  return new EventError('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
}
