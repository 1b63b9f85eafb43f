import type { clientEventMap } from '@switchboard/events';
import { type LoadFeature, loadFeature } from '@switchboard/node-server/dev';
import { type EventControllerMap, lazyControllers } from '@switchboard/router';
import type { AppContext } from './app-context.ts';
import type { MessageDependencies } from './controllers/messages.ts';
import type { RoomDependencies } from './controllers/rooms.ts';
import type { SessionDependencies } from './controllers/session.ts';

export type ControllerDependencies = SessionDependencies & MessageDependencies & RoomDependencies;

/** Names the controller of every client event. Each feature's file is imported on first use, by `load`. */
export function createEventControllerMap(
  dependencies: ControllerDependencies,
  load: LoadFeature = loadFeature,
): EventControllerMap<typeof clientEventMap, AppContext> {
  return {
    ...lazyControllers(['session:login', 'session:refresh', 'session:logout'], () =>
      load({
        name: 'session',
        load: () => import('./controllers/session.ts'),
        make: ({ sessionControllers }) => sessionControllers(dependencies),
      }),
    ),
    ...lazyControllers(['room:list', 'room:join', 'room:leave'], () =>
      load({
        name: 'rooms',
        load: () => import('./controllers/rooms.ts'),
        make: ({ roomControllers }) => roomControllers(dependencies),
      }),
    ),
    ...lazyControllers(['message:send', 'message:history', 'typing:set'], () =>
      load({
        name: 'messages',
        load: () => import('./controllers/messages.ts'),
        make: ({ messageControllers }) => messageControllers(dependencies),
      }),
    ),
    ...lazyControllers(['system:echo', 'system:time'], () =>
      load({
        name: 'system',
        load: () => import('./controllers/system.ts'),
        make: ({ systemControllers }) => systemControllers(),
      }),
    ),
  };
}
