import { Button } from '@mantine/core';
import { Repeat, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import ui from '../../../components/ui.module.css';
import { COMPOSER } from '../../../texts/composer.ts';
import styles from './repeat.module.css';
import { useRepetitions } from './repeat-store.ts';

/** What repeats at the moment, on whatever page: each can be stopped here. */
export function RepeatChips(): ReactElement | null {
  const running = [...useRepetitions()].filter(([, { end }]) => end === undefined);
  if (running.length === 0) return null;
  return (
    <ul className={ui.bar} style={{ flexWrap: 'nowrap' }} aria-label={COMPOSER.repeating}>
      {running.map(([event, { clientName, sent, plan, stop }]) => (
        <li key={event}>
          <Button
            size="compact-sm"
            variant="default"
            c="var(--sb-warn)"
            leftSection={<Repeat size={12} aria-hidden />}
            rightSection={<Square size={10} fill="currentcolor" aria-hidden />}
            aria-label={COMPOSER.stopRepeating(event)}
            title={COMPOSER.repeatingAs(event, clientName)}
            onClick={() => stop()}
          >
            <span className={styles.chipName}>{event}</span>
            <span className={ui.count}>
              {sent}/{plan.times}
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
