import type { serverEventMap, User } from '@switchboard/events';
import type { CallerRooms, Presence } from '@switchboard/node-server/presence';
import type { ClientIdentity } from '@switchboard/node-server/tls';
import type { Middleware, Publisher, RouterContext } from '@switchboard/router';

/** What a transport knows of the caller. */
export interface Caller extends RouterContext {
  readonly user: User | undefined;
  /** The caller's certificate, if it has one that our CA signed. */
  readonly certificate: ClientIdentity | undefined;
}

/** What the application adds to every call. */
export interface AppServices {
  readonly rooms: CallerRooms;
  readonly publish: Publisher<typeof serverEventMap>;
}

/** What every controller gets. */
export type AppContext = Caller & AppServices;

/** Everything that anybody may be granted: who is logged in may chat; who has a certificate of our CA has that scope. */
export const SCOPES = ['chat', 'certificate'] as const;

type Scope = (typeof SCOPES)[number];

export function callerOf(user?: User, certificate?: ClientIdentity, address?: string): Caller {
  const scopes: Scope[] = [];
  if (user) scopes.push('chat');
  if (certificate) scopes.push('certificate');
  return { user, certificate, address, scopes };
}

/** Adds the chat rooms as this caller may use them, and the publisher. */
export function withServices(
  presence: Presence,
  publish: AppServices['publish'],
): Middleware<Caller, AppServices> {
  return ({ socketId }, { user }, next) => next({ rooms: presence.roomsOf({ socketId, user }), publish });
}
