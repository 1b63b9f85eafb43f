import { createHash } from 'node:crypto';

/**
 * What two names that count as the same have in common: NFKC, without case, invisible characters and blanks that nobody sees.
 * Upper case makes one of what has several lower cases, such as ß and ss.
 */
export function nameKey(name: string): string {
  const shown = name.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  const folded = shown.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return folded.replace(/\s+/g, ' ').trim();
}

/** What is kept of a session's id, so that a copy of the store lets nobody in. */
export function hashSessionId(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}
