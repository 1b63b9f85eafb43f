import { ChevronRight, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { EmptyState } from './empty-state.tsx';
import { countOf, formatDuration } from './format-duration.ts';
import type { RecordingSummary } from './recording-summary.ts';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';
import { RenameDialog } from './rename-dialog.tsx';

/** All recordings, newest first. */
export function RecordingList(): ReactElement | null {
  const { list } = useRecordings();
  if (!list) return null;
  if (list.length === 0) return <EmptyState />;
  return (
    <ul className={styles.list} aria-label="Saved recordings">
      {list.map((summary) => (
        <RecordingRow key={summary.id} summary={summary} />
      ))}
    </ul>
  );
}

function RecordingRow({ summary }: { summary: RecordingSummary }): ReactElement {
  const { show, rename, remove } = useRecordings();
  const [renaming, setRenaming] = useState(false);
  const { id, name, startedAt, duration, clients, calls, events } = summary;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.open} onClick={() => void show(id)}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          {new Date(startedAt).toLocaleString()}, {formatDuration(duration)}, {countOf(calls, 'call')},{' '}
          {countOf(events, 'event')}, {clients.join(', ') || 'no clients'}
        </span>
        <ChevronRight className={styles.chevron} size={15} aria-hidden />
      </button>
      <IconButton label={`Rename ${name}`} icon={Pencil} onClick={() => setRenaming(true)} />
      <IconButton label={`Delete ${name}`} icon={Trash2} onClick={() => void remove(id)} />
      {renaming && (
        <RenameDialog
          name={name}
          onClose={() => setRenaming(false)}
          onName={(changed) => void rename(id, changed)}
        />
      )}
    </li>
  );
}
