import { Button } from '@mantine/core';
import { Rocket, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { useLog } from '../../lib/console-session.ts';
import styles from './first-run.module.css';
import { SampleButton } from './sample-button.tsx';
import { useSample } from './sample-store.ts';

/** What to do first, as long as nothing went over the wire; and how the sample traffic goes. */
export function FirstRunHint({ onQuickStart }: { onQuickStart: () => void }): ReactElement | null {
  const { sent, received } = useLog();
  const { sample, forget } = useSample();
  const isFirst = sent + received === 0;
  if (!isFirst && sample.status === 'idle') return null;
  return (
    <section className={styles.hint} aria-label="First steps">
      {isFirst && <p>Nothing was sent yet. Take the quick start, pick an event, or watch an example:</p>}
      <div className={styles.actions}>
        {isFirst && (
          <Button variant="light" leftSection={<Rocket size={14} aria-hidden />} onClick={onQuickStart}>
            Open the quick start
          </Button>
        )}
        <SampleButton />
        {!isFirst && sample.status !== 'running' && (
          <span className={styles.close}>
            <IconButton label="Close the sample traffic" icon={X} onClick={forget} />
          </span>
        )}
      </div>
    </section>
  );
}
