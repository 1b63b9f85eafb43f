import type { User } from '@switchboard/events';
import type { RouterContext } from '@switchboard/router';

/** What a transport knows of the caller. */
export interface CallerContext extends RouterContext {
  readonly user: User | undefined;
}

/** Everybody who is logged in may chat. */
export function callerContext(user: User | undefined): CallerContext {
  return { user, scopes: user ? ['chat'] : [] };
}
