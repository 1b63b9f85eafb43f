import { EventError } from '@switchboard/contract';
import { ADMIN_NAMESPACE, adminContract } from '@switchboard/events';
import type { ServerConfig } from '@switchboard/node-server/config';
import { createHotControllers, type LoadFeature } from '@switchboard/node-server/dev';
import {
  announceLimits,
  createOriginCheck,
  type OriginRules,
  type Server,
  type Socket,
} from '@switchboard/node-server/door';
import {
  type CallFailure,
  checkHandshake,
  createRouter,
  createSocketMsgRouter,
  type EventControllerMap,
  type HookFailure,
  lazyControllers,
  type RouterContext,
} from '@switchboard/router';
import type { Logger } from 'pino';
import type { AdminDependencies } from './controllers/admin.ts';
import { createSocketDirectory } from './socket-directory.ts';

/** What a server has in development alone. */
export interface Development {
  /** Imports controllers so that an edited file serves the next call. */
  readonly load: LoadFeature;
  /** Serves the admin contract on a namespace of its own. Nobody has to log in. */
  attachAdmin(io: Server, options: AdminOptions): void;
  close(): void;
}

export interface AdminOptions extends Omit<AdminDependencies, 'directory'> {
  readonly config: OriginRules & Pick<ServerConfig, 'maxPacketsPerSecond'>;
  readonly onHookFailed: (failure: HookFailure) => void;
  readonly onFailure: ((failure: CallFailure) => unknown) | undefined;
}

/** Watches the controllers until it is closed. */
export function develop(logger: Logger): Development {
  const { load, close } = createHotControllers(new URL('./controllers/', import.meta.url), logger);
  return {
    load,
    close,
    attachAdmin: (io, { config, onHookFailed, onFailure, ...rest }) => {
      announceLimits(io.of(ADMIN_NAMESPACE), config);
      const dependencies = { ...rest, directory: createSocketDirectory(io) };
      const router = createRouter(adminContract, {
        suggestNames: true,
        ...(onFailure && { onFailure }),
      }).controllers(createAdminControllerMap(dependencies, load));
      createSocketMsgRouter(router, {
        namespace: ADMIN_NAMESPACE,
        context: () => ({ user: undefined, scopes: [] }),
        admit: admitAdminBy(config),
        onHookFailed,
      }).attach(io);
    },
  };
}

/** Refuses a page of a foreign origin, and a client of another contract. Nobody logs in as an admin. */
export function admitAdminBy(rules: OriginRules): (socket: Socket) => void {
  const isAllowed = createOriginCheck(rules);
  return (socket) => {
    if (!isAllowed(socket.request)) {
      throw new EventError('FORBIDDEN', { message: 'This origin may not connect.' });
    }
    socket.data.handshake = checkHandshake(socket.handshake.auth, adminContract);
  };
}

/** Names the controller of every event of the admin contract. */
function createAdminControllerMap(
  dependencies: AdminDependencies,
  load: LoadFeature,
): EventControllerMap<typeof adminContract.clientEventMap, RouterContext> {
  return lazyControllers(
    [
      'admin:sockets',
      'admin:identities',
      'admin:rooms',
      'admin:members',
      'admin:rates',
      'admin:disconnect',
      'admin:emit',
    ],
    () =>
      load({
        name: 'admin',
        load: () => import('./controllers/admin.ts'),
        make: ({ adminControllers }) => adminControllers(dependencies),
      }),
  );
}
