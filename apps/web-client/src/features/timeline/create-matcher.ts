import { answerKind, type Entry } from '../../lib/entry.ts';
import type { Filter } from './filter.ts';
import { fitsQuery, parseQuery } from './filter-text.ts';
import { textOf } from './row-look.ts';

/** Tells whether the filter shows an entry. A call and its reply are shown together. */
export function createMatcher(filter: Filter): (entry: Entry) => boolean {
  const { direction, event, client, outcome, violations } = filter;
  const { terms } = parseQuery(filter.text);
  return (entry) =>
    (client === '' || entry.clientId === client) &&
    (direction === 'all' || directionOf(entry) === direction) &&
    (event === '' || (entry.kind !== 'state' && entry.event === event)) &&
    (outcome === '' || hasOutcome(entry, outcome)) &&
    (!violations || breaksContract(entry)) &&
    (terms.length === 0 || fitsQuery(textOf(entry), terms));
}

function directionOf(entry: Entry): 'sent' | 'received' | 'connection' {
  if (entry.kind === 'state') return 'connection';
  return entry.kind === 'event' ? 'received' : 'sent';
}

function hasOutcome(entry: Entry, outcome: string): boolean {
  if (entry.kind !== 'call') return false;
  const { answer } = entry;
  if (!answer) return outcome === 'none';
  const kind = answerKind(answer);
  if (kind === 'none' || kind === 'error') return outcome === 'error' || outcome === answer.outcome;
  return outcome === 'ok';
}

/** Whether the entry, or the reply to it, breaks the contract. */
function breaksContract(entry: Entry): boolean {
  if (entry.kind === 'event') return entry.issues.length > 0;
  return entry.kind !== 'state' && (entry.answer?.issues.length ?? 0) > 0;
}
