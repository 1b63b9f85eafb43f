import type { Message } from '@switchboard/events';

/** How many messages of a room are kept: a busy one must not grow without end. */
export const MAX_MESSAGES = 500;

/** The latest messages of a room in the order of `seq`, each once, whichever way they came. */
export function mergeMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const bySeq = new Map([...known, ...more].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq).slice(-MAX_MESSAGES);
}
