import { Button } from '@mantine/core';
import { Rocket, X } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import { create } from 'zustand';
import { IconButton } from '../../components/icon-button.tsx';
import { useSession } from '../../lib/console-session.ts';
import { QUICK_START } from '../texts.ts';
import styles from './first-run.module.css';
import { SampleButton } from './sample-button.tsx';
import { useSample } from './sample-store.ts';

/** Whether anything was sent or received since the page was opened. Clearing the timeline does not change it. */
const useStarted = create<{ readonly isStarted: boolean }>()(() => ({ isStarted: false }));

/** What to do first, until anything was sent or received; and the progress of the sample traffic. */
export function FirstRunHint({ onQuickStart }: { onQuickStart: () => void }): ReactElement | null {
  const { log } = useSession();
  const { sample, forget } = useSample();
  const isFirst = !useStarted().isStarted;
  useEffect(() => {
    const look = (): void => {
      const { sent, received } = log.getSnapshot();
      if (sent + received > 0) useStarted.setState({ isStarted: true });
    };
    look();
    return isFirst ? log.subscribe(look) : undefined;
  }, [log, isFirst]);
  if (!isFirst && sample.status === 'idle') return null;
  return (
    <section className={styles.hint} aria-label={QUICK_START.firstSteps}>
      {isFirst && <p>{QUICK_START.nothingSent}</p>}
      <div className={styles.actions}>
        {isFirst && (
          <Button variant="light" leftSection={<Rocket size={14} aria-hidden />} onClick={onQuickStart}>
            {QUICK_START.open}
          </Button>
        )}
        <SampleButton />
        {!isFirst && sample.status !== 'running' && (
          <span className={styles.close}>
            <IconButton label={QUICK_START.closeSample} icon={X} onClick={forget} />
          </span>
        )}
      </div>
    </section>
  );
}
