import { setTimeout as sleep } from 'node:timers/promises';
import type { adminContract, EmitTarget, serverEventMap } from '@switchboard/events';
import type { Metrics } from '@switchboard/node-server/observability';
import { roomKey } from '@switchboard/node-server/presence';
import type { SessionStore } from '@switchboard/node-server/sessions';
import {
  BreachError,
  type EventControllerMap,
  type Publisher,
  type RouterContext,
} from '@switchboard/router';
import { callRates } from '../call-rates.ts';
import { listPage } from '../list-page.ts';
import type { SocketDirectory, SocketInfo } from '../socket-directory.ts';

export interface AdminDependencies {
  readonly directory: SocketDirectory;
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly publish: Publisher<typeof serverEventMap>;
  readonly metrics: Pick<Metrics, 'calls'>;
  readonly callsInFlight: () => number;
}

const MAX_ROOMS = 100;

const bySocket = {
  keyOf: ({ id }: SocketInfo) => id,
  textOf: ({ id, user, rooms }: SocketInfo) => [id, user?.id, user?.name, ...rooms].join(' '),
};

export const adminControllers = (deps: AdminDependencies) =>
  ({
    'admin:sockets': ({ message }) => listPage(deps.directory.all(), { ...message, ...bySocket }),
    'admin:members': ({ message }) => listPage(deps.directory.in(message.room), { ...message, ...bySocket }),
    'admin:rooms': ({ message }) => {
      const names = listPage(deps.directory.rooms(), {
        ...message,
        keyOf: (name) => name,
        textOf: (name) => name,
      });
      const items = names.items.map((name) => {
        const sockets = deps.directory.in(name);
        return { name, people: new Set(sockets.map(({ user }) => user?.id)).size, sockets: sockets.length };
      });
      return { ...names, items };
    },
    'admin:identities': async ({ message: { search, cursor, limit } }) => {
      const { users, total } = await deps.sessions.list({ search, after: cursor, limit: limit + 1 });
      const shown = users.slice(0, limit);
      const last = shown.at(-1);
      const items = shown.map((user) => {
        const sockets = deps.directory.of(user.id);
        const rooms = [...new Set(sockets.flatMap((socket) => socket.rooms))].sort().slice(0, MAX_ROOMS);
        return { user, sockets: sockets.length, rooms };
      });
      return { items, total, ...(last && users.length > limit && { next: last.name }) };
    },
    'admin:rates': async ({ message: { window } }, { signal }) => {
      const [start, before] = [performance.now(), deps.metrics.calls()];
      await sleep(window, undefined, { signal });
      const [elapsed, after] = [performance.now() - start, deps.metrics.calls()];
      return { window: elapsed, inFlight: deps.callsInFlight(), events: callRates(before, after, elapsed) };
    },
    'admin:disconnect': ({ message: { socketId } }, { fail }) => {
      if (!deps.directory.disconnect(socketId)) return fail('SOCKET_NOT_FOUND', { socketId });
      return {};
    },
    'admin:emit': ({ message: { event, payload, target } }, { fail }) => {
      const sockets = deps.directory.count(target);
      if (sockets === undefined) {
        return fail('SOCKET_NOT_FOUND', { socketId: target.to === 'socket' ? target.socketId : '' });
      }
      // Which event it is, is known only now; the publisher itself checks that the payload fits.
      const emit = aim(deps.publish, target).emit as (name: string, value: unknown) => void;
      try {
        emit(event, payload);
      } catch (error) {
        if (!(error instanceof BreachError)) throw error;
        const issues = error.issues.map(({ path, message }) => ({ path: ['payload', ...path], message }));
        return fail('BAD_REQUEST', undefined, { message: `The payload does not fit ${event}.`, issues });
      }
      return { sockets };
    },
  }) satisfies EventControllerMap<typeof adminContract.clientEventMap, RouterContext>;

function aim(publish: AdminDependencies['publish'], target: EmitTarget): AdminDependencies['publish'] {
  switch (target.to) {
    case 'everyone':
      return publish.all();
    case 'room':
      return publish.to(roomKey(target.room));
    case 'user':
      return publish.toUser(target.userId);
    case 'socket':
      return publish.toSocket(target.socketId);
  }
}
