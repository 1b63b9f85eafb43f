import { useInterval } from '@mantine/hooks';
import { Circle } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useRecorder } from '../../lib/console-session.ts';
import { formatDuration } from './format-duration.ts';
import styles from './recording-sign.module.css';

/** Says that a recording runs, wherever the user is, and leads to it. */
export function RecordingSign({ onOpen }: { onOpen: () => void }): ReactElement | null {
  const state = useRecorder();
  if (state.status === 'idle') return null;
  return (
    <button type="button" className={styles.sign} onClick={onOpen}>
      <Circle size={9} fill="currentcolor" aria-hidden />
      <span className={styles.word}>Recording</span> <Elapsed since={state.startedAt} />
    </button>
  );
}

/** How long it has been, by the second. */
export function Elapsed({ since }: { since: number }): ReactElement {
  const [now, setNow] = useState(Date.now);
  const { start, stop } = useInterval(() => setNow(Date.now()), 1_000);
  useEffect(() => {
    start();
    return stop;
  }, [start, stop]);
  return <span className={styles.time}>{formatDuration(now - since)}</span>;
}
