import type { CallEntry, Entry } from '../../lib/entry.ts';

/** One line of the timeline. A call's answer, there or still due, is a line of its own right under it. */
export type Row =
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry }
  | { readonly kind: 'answer'; readonly key: string; readonly entry: CallEntry };

/** The lines of one entry. */
export function rowsOf(entry: Entry): Row[] {
  const row: Row = { kind: 'entry', key: `${entry.id}`, entry };
  return entry.kind === 'call' ? [row, { kind: 'answer', key: `${entry.id} answer`, entry }] : [row];
}
