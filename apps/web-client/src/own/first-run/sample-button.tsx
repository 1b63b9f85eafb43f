import { Button } from '@mantine/core';
import { CirclePlay, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import { QUICK_START } from '../texts.ts';
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
        {isRunning ? QUICK_START.stopSample : QUICK_START.sample}
      </Button>
      <p role="status" aria-label={QUICK_START.sample} data-failed={sample.status === 'failed' || undefined}>
        {sample.status === 'idle' ? `${QUICK_START.sampleHelp}.` : sample.text}
      </p>
    </div>
  );
}
