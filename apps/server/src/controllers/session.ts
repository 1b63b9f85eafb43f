import { randomUUID } from 'node:crypto';
import type { clientEventMap } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';
import type { Connections } from '../sockets/connections.ts';
import type { SessionStore } from '../stores/session-store.ts';

export interface SessionDependencies {
  readonly sessions: SessionStore;
  readonly connections: Connections;
}

export const sessionControllers = ({ sessions, connections }: SessionDependencies) =>
  ({
    'session:login': async ({ message, socketId }, { user: current, fail }) => {
      const holder = await sessions.holder(message.name);
      const isOwn = holder !== undefined && holder.id === current?.id;
      if (holder && !isOwn && (await connections.isConnected(holder.id))) return fail('NAME_TAKEN');
      const user = { id: isOwn ? holder.id : randomUUID(), name: message.name };
      return connections.holding(user, async () => {
        const token = await sessions.begin(user, holder);
        if (token === undefined) return fail('NAME_TAKEN');
        if (current && !isOwn) {
          await sessions.end(current.id);
          await connections.signOut(current.id);
        }
        await connections.signIn(socketId, user);
        return { user, token };
      });
    },
    'session:logout': async (_message, { user }) => {
      await sessions.end(user.id);
      await connections.signOut(user.id);
      return {};
    },
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
