import { ADMIN_NAMESPACE, adminContract } from '@switchboard/events';
import {
  type CallFailure,
  createRouter,
  createSocketMsgRouter,
  type EventControllerMap,
  type HookFailure,
  lazyControllers,
  type RouterContext,
} from '@switchboard/router';
import type { AdminDependencies } from './controllers/admin.ts';
import type { LoadFeature } from '@switchboard/node-server/dev';
import { admitAdminBy } from './sockets/handshake.ts';
import { createSocketDirectory } from './sockets/socket-directory.ts';
import type { Server } from '@switchboard/node-server/door';

export interface AdminOptions extends Omit<AdminDependencies, 'directory'> {
  readonly allowedOrigins: readonly string[];
  readonly load: LoadFeature;
  readonly onHookFailed: (failure: HookFailure) => void;
  readonly onFailure: (failure: CallFailure) => void;
}

/** Serves the admin contract on a namespace of its own. For development alone: nobody has to log in. */
export function attachAdmin(
  io: Server,
  { allowedOrigins, load, onHookFailed, onFailure, ...rest }: AdminOptions,
): void {
  const dependencies = { ...rest, directory: createSocketDirectory(io) };
  const router = createRouter(adminContract, { suggestNames: true, onFailure }).controllers(
    createAdminControllerMap(dependencies, load),
  );
  createSocketMsgRouter(router, {
    namespace: ADMIN_NAMESPACE,
    context: () => ({ user: undefined, scopes: [] }),
    admit: admitAdminBy(allowedOrigins),
    onHookFailed,
  }).attach(io);
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
