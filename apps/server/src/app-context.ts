import type { serverEventMap } from '@switchboard/events';
import type { CallerRooms, Presence } from '@switchboard/node-server/presence';
import type { Middleware, Publisher } from '@switchboard/router';
import type { CallerContext } from './caller-context.ts';

/** What the application adds to every call. */
export interface AppServices {
  readonly rooms: CallerRooms;
  readonly publish: Publisher<typeof serverEventMap>;
}

/** What every controller gets. */
export type AppContext = CallerContext & AppServices;

/** Adds the chat rooms as this caller may use them, and the publisher. */
export function withServices(
  presence: Presence,
  publish: AppServices['publish'],
): Middleware<CallerContext, AppServices> {
  return ({ socketId }, { user }, next) => next({ rooms: presence.roomsOf({ socketId, user }), publish });
}
