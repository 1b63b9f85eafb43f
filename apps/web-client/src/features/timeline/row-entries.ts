import type { Entry } from '../../lib/entry.ts';
import type { EntrySource } from '../../lib/entry-source.ts';
import type { RowsView } from './row-feed.ts';
import type { Row } from './rows.ts';

/** All entries of a source, oldest first. */
export function entriesOf(source: EntrySource): Entry[] {
  const entries: Entry[] = [];
  for (let id = source.firstId; id < source.nextId; id++) {
    const entry = source.get(id);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The entries whose rows are shown, oldest first. */
export function matchingEntries(view: RowsView): Entry[] {
  const entries: Entry[] = [];
  for (let index = 0; index < view.length; index++) {
    const row = view.at(index);
    if (row?.kind === 'entry') entries.push(row.entry);
  }
  return entries;
}

/** The row as it is by now; `undefined` if it is no longer shown. */
export function freshRow(view: RowsView, { key, entry }: Row): Row | undefined {
  const first = view.indexOf(entry.id);
  return [view.at(first), view.at(first + 1)].find((row) => row?.key === key);
}
