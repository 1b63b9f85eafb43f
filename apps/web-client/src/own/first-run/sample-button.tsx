import { Button } from '@mantine/core';
import { CirclePlay, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import styles from './first-run.module.css';
import { useSample } from './sample-store.ts';

/** Starts and stops the sample traffic, and shows its progress. */
export function SampleButton(): ReactElement {
  const { clients } = useSession();
  const { sample, start, stop } = useSample();
  const isRunning = sample.status === 'running';
  return (
    <div className={styles.sample}>
      <Button
        variant="default"
        leftSection={isRunning ? <Square size={12} aria-hidden /> : <CirclePlay size={14} aria-hidden />}
        onClick={() => (isRunning ? stop() : void start(clients))}
      >
        {isRunning ? 'Stop the sample traffic' : 'Sample traffic'}
      </Button>
      <p role="status" aria-label="Sample traffic" data-failed={sample.status === 'failed' || undefined}>
        {sample.status === 'idle' ? 'Two clients log in, join a room and send a message.' : sample.text}
      </p>
    </div>
  );
}
