import { type EventError, type Policy, refusal } from '@switchboard/contract';
import type { RouterContext } from '../lib/router-context.ts';

/** UNAUTHORIZED without an identity, FORBIDDEN without the scope, otherwise nothing. */
export function outOfScope(scope: Policy['scope'], { user, scopes }: RouterContext): EventError | undefined {
  if (scope === undefined) return undefined;
  if (!user) return refusal('UNAUTHORIZED');
  if (scopes.includes(scope)) return undefined;
  return refusal('FORBIDDEN', { message: `This event needs the scope "${scope}".` });
}
