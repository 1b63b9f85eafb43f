import type { CallEntry, Entry } from '../../lib/entry.ts';
import { preview } from '../../lib/preview.ts';
import { redactEntry } from '../../lib/redact-entry.ts';

/** One line of the timeline. A call's answer, there or still due, is a line of its own right under it. */
export type Row =
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'answer'; readonly key: string; readonly entry: CallEntry };

export type Show = 'all' | 'sent' | 'received' | 'connection' | 'violations';

export interface Filter {
  /** Words that must all be there, in the name, the payload or the reply. */
  readonly text: string;
  readonly show: Show;
  /** Left out for all clients. */
  readonly clientId?: string | undefined;
}

/** The lines of what was seen, oldest first; a call and its answer stay together. */
export function buildRows(entries: readonly Entry[], filter: Filter): Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const rows: Row[] = [];
  for (const entry of entries) {
    if (!isShown(entry, filter)) continue;
    if (words.length > 0 && !words.every((word) => searchText(entry).includes(word))) continue;
    rows.push({ kind: 'entry', key: `${entry.id}`, entry });
    if (entry.kind === 'call') rows.push({ kind: 'answer', key: `${entry.id} answer`, entry });
  }
  return rows;
}

/** Whether the entry, or the reply to it, breaks the contract. */
function breaksContract(entry: Entry): boolean {
  if (entry.kind === 'event') return entry.issues.length > 0;
  return entry.kind !== 'state' && (entry.answer?.issues.length ?? 0) > 0;
}

function isShown(entry: Entry, { show, clientId }: Filter): boolean {
  if (clientId !== undefined && entry.clientId !== clientId) return false;
  switch (show) {
    case 'all':
      return true;
    case 'sent':
      return entry.kind === 'call' || entry.kind === 'send';
    case 'received':
      return entry.kind === 'event';
    case 'connection':
      return entry.kind === 'state';
    case 'violations':
      return breaksContract(entry);
  }
}

// Entries never change, so their text is made once.
const texts = new WeakMap<Entry, string>();

function searchText(entry: Entry): string {
  const known = texts.get(entry);
  if (known !== undefined) return known;
  const text = describe(redactEntry(entry)).toLowerCase();
  texts.set(entry, text);
  return text;
}

function describe(entry: Entry): string {
  if (entry.kind === 'state') return entry.state.status;
  const sent = `${entry.event} ${preview(entry.payload)}`;
  return entry.kind === 'event' ? sent : `${sent} ${entry.answer ? preview(entry.answer.reply) : ''}`;
}
