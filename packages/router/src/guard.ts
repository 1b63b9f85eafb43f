import { EventError, type Policy } from '@switchboard/contract';
import type { RouterContext } from './controller.ts';

/** Throws PAYLOAD_TOO_LARGE if the packet is over the limit. */
export function guardSize(maxBytes: number, bytes: number | undefined): void {
  if (bytes !== undefined && bytes > maxBytes) {
    throw new EventError('PAYLOAD_TOO_LARGE', {
      message: `The packet has ${bytes} bytes; this event takes at most ${maxBytes}.`,
    });
  }
}

/** Throws UNAUTHORIZED without an identity, FORBIDDEN without the scope. */
export function guardScope(scope: Policy['scope'], { user, scopes }: RouterContext): void {
  if (scope === undefined) return;
  if (!user) throw new EventError('UNAUTHORIZED');
  if (!scopes.includes(scope)) {
    throw new EventError('FORBIDDEN', { message: `This event needs the scope "${scope}".` });
  }
}
