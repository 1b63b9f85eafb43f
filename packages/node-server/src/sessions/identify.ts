import { EventError } from '@switchboard/contract';
import type { Identity, Session } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { Tokens } from './tokens.ts';

/** Who a token stands for. Rejects with UNAUTHORIZED, which says what to do, if it stands for nobody (any more). */
export type Identify<User extends Identity = Identity> = (token: string) => Promise<Session<User>>;

export function identifyBy<User extends Identity = Identity>(
  tokens: Pick<Tokens, 'verify'>,
  sessions: Pick<SessionStore<User>, 'find'>,
): Identify<User> {
  return async (token) => {
    const { userId, sessionId, expiresAt } = await tokens.verify(token);
    const user = await sessions.find(sessionId);
    if (user?.id !== userId) {
      throw new EventError('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
    }
    return { id: sessionId, user, expiresAt };
  };
}
