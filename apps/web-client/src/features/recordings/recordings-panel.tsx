import '@mantine/core/styles/Checkbox.layer.css';
import { type ReactElement, useEffect } from 'react';
import { RECORDINGS } from '../../texts/recordings.ts';
import { RecordBar } from './record-bar.tsx';
import { RecordingList } from './recording-list.tsx';
import { RecordingView } from './recording-view.tsx';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';

/** Records what the clients do, keeps it, replays it, and exports it as a test. */
export function RecordingsPanel({ onShowTimeline }: { onShowTimeline: () => void }): ReactElement {
  const { open, follow } = useRecordings();
  useEffect(() => follow(), [follow]);
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.panel} aria-label={RECORDINGS.panel} tabIndex={0}>
      <RecordBar />
      {open ? (
        <RecordingView key={open.id} recording={open} onShowTimeline={onShowTimeline} />
      ) : (
        <RecordingList />
      )}
    </section>
  );
}
