import { ChevronRight, Pencil, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { countOf, RECORDINGS } from '../../texts/recordings.ts';
import { formatDuration } from './format-duration.ts';
import styles from './recordings.module.css';
import { type RecordingSummary, useRecordings } from './recordings-store.ts';
import { RenameRecording } from './rename-recording.tsx';

/** All recordings, newest first. */
export function RecordingList(): ReactElement | null {
  const { list } = useRecordings();
  if (!list) return null;
  if (list.length === 0) return <EmptyState />;
  return (
    <ul className={ui.list} aria-label={RECORDINGS.saved}>
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
          {countOf(events, 'event')}, {clients.join(', ') || RECORDINGS.noClients}
        </span>
        <ChevronRight className={styles.chevron} size={15} aria-hidden />
      </button>
      <IconButton label={RECORDINGS.rename(name)} icon={Pencil} onClick={() => setRenaming(true)} />
      <IconButton label={RECORDINGS.remove(name)} icon={Trash2} onClick={() => void remove(id)} />
      {renaming && <RenameRecording id={id} name={name} onClose={() => setRenaming(false)} />}
    </li>
  );
}

function EmptyState(): ReactElement {
  return (
    <section className={styles.empty} aria-labelledby="no-recordings">
      <h2 id="no-recordings" className={styles.title}>
        {RECORDINGS.noRecordings}
      </h2>
      <p className={styles.lead}>{RECORDINGS.whatFor}</p>
      <ol className={styles.steps}>
        {RECORDINGS.steps.map(([title, text]) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
