import type { PageOptions } from './message-store.ts';

/** How many messages there are before one attachment too many. `sizes` has the bytes of each attachment, `undefined` for a message without one. */
export function countUntil(
  sizes: readonly (number | undefined)[],
  { maxAttachments, maxAttachmentBytes }: Pick<PageOptions, 'maxAttachments' | 'maxAttachmentBytes'>,
): number {
  let [attachments, bytes] = [0, 0];
  const end = sizes.findIndex((size) => {
    if (size === undefined) return false;
    attachments += 1;
    bytes += size;
    return attachments > maxAttachments || (attachments > 1 && bytes > maxAttachmentBytes);
  });
  return end === -1 ? sizes.length : end;
}
