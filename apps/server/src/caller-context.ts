import type { User } from '@switchboard/events';
import type { ClientIdentity } from '@switchboard/node-server/tls';
import type { RouterContext } from '@switchboard/router';

/** What a transport knows of the caller. */
export interface CallerContext extends RouterContext {
  readonly user: User | undefined;
  /** The caller's certificate, if it has one that our CA signed. */
  readonly certificate: ClientIdentity | undefined;
}

/** Everything that anybody may be granted: who is logged in may chat; who has a certificate of our CA has that scope. */
export const SCOPES = ['chat', 'certificate'] as const;

type Scope = (typeof SCOPES)[number];

export function callerContext(user: User | undefined, certificate?: ClientIdentity): CallerContext {
  const scopes: Scope[] = [];
  if (user) scopes.push('chat');
  if (certificate) scopes.push('certificate');
  return { user, certificate, scopes };
}
