import { unanswered } from '../links/link.ts';
import { asksForAnswer, type Entry } from './entry.ts';

/** The entry as one that ended, where it waits for an answer of the server or of the user that can no longer come. */
export function ended(entry: Entry, ...how: Parameters<typeof unanswered>): Entry {
  if (!asksForAnswer(entry) || entry.answer) return entry;
  return { ...entry, answer: { ...unanswered(...how), at: entry.at } };
}
