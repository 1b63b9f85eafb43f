import { z } from 'zod';
import { TIMELINE } from '../../texts/timeline.ts';
import { answerKind, asksForAnswer, directionOf, type Entry, issuesOf } from '../../traffic/entry.ts';
import { fitsQuery, parseQuery } from './filter-text.ts';
import { textOf } from './row-look.ts';

export const DIRECTIONS = ['all', 'sent', 'received', 'connection'] as const;

const text = z.string().catch('');

const FilterParts = z.object({
  /** What must be in the name, the payload or the reply, as `parseQuery` reads it. */
  text,
  direction: z.enum(DIRECTIONS).catch('all'),
  /** The one event to show; empty for all. */
  event: text,
  /** The id of the one client to show; empty for all. */
  client: text,
  /** How calls, and events that ask for an answer, ended: `ok`, `error` for any error, `none` for no answer yet, or an error's code; empty for everything. */
  outcome: text,
  /** Only what breaks the contract. */
  violations: z.boolean().catch(false),
});

/** What of the log is shown: all that every part asks for. Plain JSON, so that it can be kept and shared. */
export type Filter = Readonly<z.infer<typeof FilterParts>>;

export const EVERYTHING: Filter = FilterParts.parse({});

/** Reads a filter out of anything, such as a link or what was stored by an older console: what makes no sense is left out. */
export const FilterSchema = FilterParts.catch(EVERYTHING);

/** Whether the filter shows everything. */
export function isEverything({ text: words, direction, ...picked }: Filter): boolean {
  return words.trim() === '' && direction === 'all' && !Object.values(picked).some(Boolean);
}

/** A filter in words: `sent, message:send, TIMEOUT, "hello"`. */
export function describeFilter(filter: Filter): string {
  const { direction, event, client, outcome, violations } = filter;
  const words = filter.text.trim();
  const parts = [
    direction !== 'all' && direction,
    event,
    client && TIMELINE.oneClient,
    outcome,
    violations && TIMELINE.onlyViolations,
    words && `"${words}"`,
  ];
  return parts.filter(Boolean).join(', ') || TIMELINE.everything;
}

/** Tells whether the filter shows an entry. A call and its reply are shown together. */
export function createMatcher(filter: Filter): (entry: Entry) => boolean {
  const { direction, event, client, outcome, violations } = filter;
  const { terms } = parseQuery(filter.text);
  return (entry) =>
    (client === '' || entry.clientId === client) &&
    (direction === 'all' || directionOf(entry) === direction) &&
    (event === '' || (entry.kind !== 'state' && entry.event === event)) &&
    (outcome === '' || hasOutcome(entry, outcome)) &&
    (!violations || (entry.kind !== 'state' && issuesOf(entry).length > 0)) &&
    (terms.length === 0 || fitsQuery(textOf(entry), terms));
}

function hasOutcome(entry: Entry, outcome: string): boolean {
  if (!asksForAnswer(entry)) return false;
  const { answer } = entry;
  if (!answer) return outcome === 'none';
  const kind = answerKind(answer);
  if (kind === 'none' || kind === 'error') return outcome === 'error' || outcome === answer.outcome;
  return outcome === 'ok';
}
