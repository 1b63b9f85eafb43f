import { ChevronRight, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { countOf, formatDuration } from './format-duration.ts';
import styles from './recordings.module.css';
import { type RecordingSummary, useRecordings } from './recordings-store.ts';
import { RenameRecording } from './rename-recording.tsx';

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
  const { show, remove } = useRecordings();
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
      {renaming && <RenameRecording id={id} name={name} onClose={() => setRenaming(false)} />}
    </li>
  );
}

const STEPS: readonly [title: string, text: string][] = [
  ['Record', 'Press Record, then use the console with one or more clients: log in, send and receive.'],
  ['Replay', 'New clients do the same again. You see which replies, events and latencies are different.'],
  ['Keep it as a test', 'Export the recording as a Playwright test: one file that runs as it is.'],
];

function EmptyState(): ReactElement {
  return (
    <section className={styles.empty} aria-labelledby="no-recordings">
      <h2 id="no-recordings" className={styles.title}>
        No recordings yet
      </h2>
      <p className={styles.lead}>
        A recording holds what every client sends and receives. Make one before you change the server and
        replay it afterwards to see what changed.
      </p>
      <ol className={styles.steps}>
        {STEPS.map(([title, text]) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
