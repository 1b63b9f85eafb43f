import { Button } from '@mantine/core';
import { Rocket } from 'lucide-react';
import type { ReactElement } from 'react';
import { useLog } from '../../lib/console-session.ts';
import styles from './first-run.module.css';
import { SampleButton } from './sample-button.tsx';
import { useSample } from './sample-store.ts';

/** What to do first, as long as nothing went over the wire; and how the sample traffic goes. */
export function FirstRunHint({ onQuickStart }: { onQuickStart: () => void }): ReactElement | null {
  const { sent, received } = useLog();
  const isSampling = useSample(({ sample }) => sample.status === 'running' || sample.status === 'failed');
  if (sent + received > 0 && !isSampling) return null;
  return (
    <section className={styles.hint} aria-label="First steps">
      <p>
        {sent + received === 0 && 'Nothing was sent yet. '}
        Take the quick start, pick an event on the left, or watch an example:
      </p>
      <div className={styles.actions}>
        <Button variant="light" leftSection={<Rocket size={14} aria-hidden />} onClick={onQuickStart}>
          Open the quick start
        </Button>
        <SampleButton />
      </div>
    </section>
  );
}
