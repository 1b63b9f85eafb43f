import '@mantine/core/styles/Progress.layer.css';
import { Button, Progress } from '@mantine/core';
import { Square, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { COMPOSER } from '../../../texts/composer.ts';
import styles from './repeat.module.css';
import { forgetRepetition, stopRepetition, useRepetition } from './repeat-store.ts';

/** How far the repetition of the shown event is, with a stop. */
export function RepeatProgress({ event }: { event: string }): ReactElement | null {
  const repetition = useRepetition(event);
  if (!repetition) return null;
  const { sent, ok, errors, plan, clientName, end } = repetition;
  return (
    <section aria-label={COMPOSER.repetition} className={styles.progress}>
      <Progress
        className={styles.bar}
        value={(100 * (ok + errors)) / plan.times}
        aria-label={COMPOSER.answeredOf(plan.times)}
      />
      <span className={styles.counts}>
        {COMPOSER.progress(sent, plan.times, clientName)} {COMPOSER.okCount(ok)}{' '}
        <span data-some={errors > 0 || undefined}>{COMPOSER.errorCount(errors)}</span>
      </span>
      {/* Read out once, at the end, and not at every step. */}
      <span role="status" aria-label={COMPOSER.howItEnded} className={styles.end}>
        {end}
      </span>
      {end === undefined ? (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<Square size={11} aria-hidden />}
          onClick={() => stopRepetition(event)}
        >
          {COMPOSER.stop}
        </Button>
      ) : (
        <IconButton label={COMPOSER.dismiss} icon={X} onClick={() => forgetRepetition(event)} />
      )}
    </section>
  );
}
