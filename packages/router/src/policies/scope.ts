import { type Policy, refusal } from '@switchboard/contract';
import type { RouterContext } from '../lib/router-context.ts';

/** Throws UNAUTHORIZED without an identity, FORBIDDEN without the scope. */
export function guardScope(scope: Policy['scope'], { user, scopes }: RouterContext): void {
  if (scope === undefined) return;
  if (!user) throw refusal('UNAUTHORIZED');
  if (!scopes.includes(scope)) {
    throw refusal('FORBIDDEN', { message: `This event needs the scope "${scope}".` });
  }
}
