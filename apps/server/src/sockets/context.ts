import type { User } from '@switchboard/events';
import type { RouterContext } from '@switchboard/router';

/** What a transport knows of the caller. */
export interface CallerContext extends RouterContext {
  readonly user: User | undefined;
}

/** Everything that anybody may be granted: who is logged in may chat. */
export const SCOPES = ['chat'] as const;

export function callerContext(user: User | undefined): CallerContext {
  return { user, scopes: user ? SCOPES : [] };
}
