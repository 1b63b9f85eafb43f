import { createHash } from 'node:crypto';
import type { NewMessage } from './message-store.ts';

/** A SHA-256 over what a message says and where. The author is not part of it: call ids are each author's own. */
export function messageDigest(room: string, { text, attachment }: Omit<NewMessage, 'author'>): string {
  // JSON escapes lone surrogates, which a hash would take for one and the same character.
  const hash = createHash('sha256').update(JSON.stringify([room, text, attachment?.name, attachment?.type]));
  if (attachment) hash.update(attachment.bytes);
  return hash.digest('base64');
}
