import type { clientEventMap } from '@switchboard/events';
import { type EventControllerMap, lazyControllers } from '@switchboard/router';
import type { AppContext } from './app-context.ts';
import type { Connections } from './sockets/connections.ts';
import type { MessageStore } from './stores/message-store.ts';
import type { SessionStore } from './stores/session-store.ts';

export interface ControllerDependencies {
  readonly messages: MessageStore;
  readonly sessions: SessionStore;
  readonly connections: Connections;
}

/** Names the controller of every client event. Each feature's file is imported on first use. */
export function createEventControllerMap(
  dependencies: ControllerDependencies,
): EventControllerMap<typeof clientEventMap, AppContext> {
  const { messages } = dependencies;
  return {
    ...lazyControllers(['session:login', 'session:logout'], async () => {
      const { sessionControllers } = await import('./controllers/session.ts');
      return sessionControllers(dependencies);
    }),
    ...lazyControllers(['room:list', 'room:join', 'room:leave'], async () => {
      const { roomControllers } = await import('./controllers/rooms.ts');
      return roomControllers(messages);
    }),
    ...lazyControllers(['message:send', 'message:history', 'typing:set'], async () => {
      const { messageControllers } = await import('./controllers/messages.ts');
      return messageControllers(messages);
    }),
    ...lazyControllers(['system:echo', 'system:time'], async () => {
      const { systemControllers } = await import('./controllers/system.ts');
      return systemControllers();
    }),
  };
}
