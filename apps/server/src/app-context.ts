import type { serverEventMap } from '@switchboard/events';
import type { Middleware, Publisher } from '@switchboard/router';
import type { CallerRooms, Connections } from './sockets/connections.ts';
import type { CallerContext } from './sockets/context.ts';

/** What the application adds to every call. */
export interface AppServices {
  readonly rooms: CallerRooms;
  readonly publish: Publisher<typeof serverEventMap>;
}

/** What every controller gets. */
export type AppContext = CallerContext & AppServices;

/** Adds the chat rooms as this caller may use them, and the publisher. */
export function withServices(
  connections: Connections,
  publish: AppServices['publish'],
): Middleware<CallerContext, AppServices> {
  return ({ socketId }, { user }, next) => next({ rooms: connections.roomsOf({ socketId, user }), publish });
}
