import { createHash } from 'node:crypto';

/** What two names that count as the same have in common. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** What is kept of a session's id, so that a copy of the store lets nobody in. */
export function hashSessionId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}
