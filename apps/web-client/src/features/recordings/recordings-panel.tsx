import '@mantine/core/styles/Checkbox.layer.css';
import { ChevronRight } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { formatDuration } from '../../components/clock.ts';
import ui from '../../components/ui.module.css';
import { countOf, RECORDINGS } from '../../texts/recordings.ts';
import { RecordBar } from './record-bar.tsx';
import { RecordingActions, RecordingView, UnreadableView } from './recording-view.tsx';
import styles from './recordings.module.css';
import { type RecordingSummary, useRecordings } from './recordings-store.ts';

/** Records what the clients do, keeps it, replays it, and exports it as a test. */
export function RecordingsPanel({ onShowTimeline }: { onShowTimeline: () => void }): ReactElement {
  const { open, list, follow } = useRecordings();
  useEffect(() => follow(), [follow]);
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={`${ui.scroller} ${ui.panel}`} aria-label={RECORDINGS.panel} tabIndex={0}>
      <RecordBar />
      {!open && list?.length === 0 && <EmptyState />}
      {!open && list && list.length > 0 && (
        <ul className={ui.list} aria-label={RECORDINGS.saved}>
          {list.map((summary) => (
            <RecordingRow key={summary.id} {...summary} />
          ))}
        </ul>
      )}
      {open && 'why' in open && <UnreadableView recording={open} />}
      {open && 'entries' in open && (
        <RecordingView key={open.id} recording={open} onShowTimeline={onShowTimeline} />
      )}
    </section>
  );
}

function RecordingRow({ id, name, startedAt, duration, clients, ...counts }: RecordingSummary): ReactElement {
  const { show } = useRecordings();
  const facts = [
    new Date(startedAt).toLocaleString(),
    formatDuration(duration),
    countOf(counts.calls, 'call'),
    countOf(counts.events, 'event'),
    clients.join(', ') || RECORDINGS.noClients,
  ];
  return (
    <li className={ui.bar}>
      <button type="button" className={`${ui.row} ${styles.open}`} onClick={() => void show(id)}>
        <span className={ui.grow}>
          <strong>{name}</strong>
          <br />
          <span className={ui.hint}>{facts.join(', ')}</span>
        </span>
        <ChevronRight className={ui.dim} size={15} aria-hidden />
      </button>
      <RecordingActions id={id} name={name} />
    </li>
  );
}

function EmptyState(): ReactElement {
  return (
    <section className={ui.empty} aria-labelledby="no-recordings">
      <h2 id="no-recordings" className={ui.title}>
        {RECORDINGS.noRecordings}
      </h2>
      <p>{RECORDINGS.whatFor}</p>
      <ol className={`${ui.stack} ${styles.steps}`}>
        {RECORDINGS.steps.map(([title, text]) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
