import '@mantine/core/styles/Checkbox.css';
import { Button } from '@mantine/core';
import { Undo2, X } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { RecordBar } from './record-bar.tsx';
import { RecordingList } from './recording-list.tsx';
import { RecordingView } from './recording-view.tsx';
import styles from './recordings.module.css';
import { useRecordings } from './recordings-store.ts';

/** Records what the clients do, keeps it, replays it, and exports it as a test. */
export function RecordingsPanel(): ReactElement {
  const { open, load } = useRecordings();
  useEffect(() => {
    void load();
  }, [load]);
  return (
    // Scrolls, so it must be reachable by key.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
    <section className={styles.panel} aria-label="Recordings" tabIndex={0}>
      <RecordBar />
      <NoticeLine />
      {open ? <RecordingView key={open.id} recording={open} /> : <RecordingList />}
    </section>
  );
}

function NoticeLine(): ReactElement {
  const { notice, deleted, undo, dismiss } = useRecordings();
  return (
    <div role="status" aria-label="Last action">
      {notice && (
        <div className={styles.notice} data-tone={notice.tone}>
          <p>{notice.text}</p>
          {deleted && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<Undo2 size={12} aria-hidden />}
              onClick={() => void undo()}
            >
              Undo
            </Button>
          )}
          <IconButton label="Dismiss" icon={X} onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
