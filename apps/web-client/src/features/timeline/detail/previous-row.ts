import type { EntrySource } from '../../../lib/entry-source.ts';
import type { Row } from '../rows.ts';

/** The row before of the same kind: same event, same client, same direction; for an answer, the one before to that event. */
export function previousRow(source: EntrySource, row: Row): Row | undefined {
  const { entry } = row;
  if (entry.kind === 'state') return undefined;
  for (let id = Math.min(entry.id, source.nextId) - 1; id >= source.firstId; id--) {
    const other = source.get(id);
    if (!other || other.kind === 'state' || other.event !== entry.event) continue;
    if (other.clientId !== entry.clientId || (other.kind === 'event') !== (entry.kind === 'event')) continue;
    if (row.kind === 'entry') return { kind: 'entry', key: `${id}`, entry: other };
    if (other.kind === 'call' && other.answer) return { kind: 'answer', key: `${id} answer`, entry: other };
  }
  return undefined;
}
