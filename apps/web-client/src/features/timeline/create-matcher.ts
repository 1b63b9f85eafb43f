import type { Entry } from '../../lib/entry.ts';
import { preview } from '../../lib/preview.ts';
import { redactEntry } from '../../lib/redact-entry.ts';
import type { Filter } from './filter.ts';

/** Tells whether an entry, its reply included, is one that the filter shows. */
export function createMatcher(filter: Filter): (entry: Entry) => boolean {
  const { direction, event, client, outcome, violations } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (entry) =>
    (client === '' || entry.clientId === client) &&
    (direction === 'all' || directionOf(entry) === direction) &&
    (event === '' || (entry.kind !== 'state' && entry.event === event)) &&
    (outcome === '' || hasOutcome(entry, outcome)) &&
    (!violations || breaksContract(entry)) &&
    (words.length === 0 || hasWords(entry, words));
}

function directionOf(entry: Entry): 'sent' | 'received' | 'connection' {
  if (entry.kind === 'state') return 'connection';
  return entry.kind === 'event' ? 'received' : 'sent';
}

function hasOutcome(entry: Entry, outcome: string): boolean {
  if (entry.kind !== 'call') return false;
  const reply = entry.answer?.reply;
  if (!reply) return outcome === 'none';
  if (reply.ok) return outcome === 'ok';
  return outcome === 'error' || outcome === reply.error.code;
}

/** Whether the entry, or the reply to it, breaks the contract. */
function breaksContract(entry: Entry): boolean {
  if (entry.kind === 'event') return entry.issues.length > 0;
  return entry.kind !== 'state' && (entry.answer?.issues.length ?? 0) > 0;
}

function hasWords(entry: Entry, words: readonly string[]): boolean {
  const text = describe(redactEntry(entry)).toLowerCase();
  return words.every((word) => text.includes(word));
}

function describe(entry: Entry): string {
  if (entry.kind === 'state') return entry.state.status;
  const sent = `${entry.event} ${preview(entry.payload)}`;
  return entry.kind === 'event' ? sent : `${sent} ${entry.answer ? preview(entry.answer.reply) : ''}`;
}
