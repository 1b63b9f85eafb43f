import '@mantine/core/styles/Progress.layer.css';
import { Progress } from '@mantine/core';
import { Square, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { COMPOSER } from '../../../texts/composer.ts';
import { forgetRepetition, useRepetition } from './repeat-store.ts';

/** How far the repetition of the shown event is, with a stop. */
export function RepeatProgress({ event }: { event: string }): ReactElement | null {
  const repetition = useRepetition(event);
  if (!repetition) return null;
  const { sent, ok, errors, plan, clientName, stop, end } = repetition;
  return (
    <section aria-label={COMPOSER.repetition} className={`${ui.bar} ${ui.small}`} style={{ paddingTop: 6 }}>
      <Progress
        maw={120}
        style={{ flex: '1 1 50px' }}
        value={(100 * (ok + errors)) / plan.times}
        aria-label={COMPOSER.answeredOf(plan.times)}
      />
      <span className={ui.count}>
        {COMPOSER.progress(sent, plan.times, clientName)} {COMPOSER.okCount(ok)}{' '}
        <span className={errors > 0 ? ui.bad : ''}>{COMPOSER.errorCount(errors)}</span>
      </span>
      {/* Read out once, at the end, and not at every step. */}
      <span role="status" aria-label={COMPOSER.howItEnded} className={`${ui.grow} ${ui.dim}`}>
        {end}
      </span>
      {end === undefined ? (
        <SmallButton icon={Square} onClick={() => stop()}>
          {COMPOSER.stop}
        </SmallButton>
      ) : (
        <IconButton label={COMPOSER.dismiss} icon={X} onClick={() => forgetRepetition(event)} />
      )}
    </section>
  );
}
