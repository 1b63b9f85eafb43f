import type { Message } from '@switchboard/events';

/** How many messages there are before one attachment too many. */
export function countUntil(messages: readonly Pick<Message, 'attachment'>[], maxAttachments: number): number {
  let attachments = 0;
  const end = messages.findIndex(({ attachment }) => attachment && ++attachments > maxAttachments);
  return end === -1 ? messages.length : end;
}
