import { Repeat, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { COMPOSER } from '../../../texts/composer.ts';
import styles from './repeat.module.css';
import { stopRepetition, useRepetitions } from './repeat-store.ts';

/** What repeats at the moment, on whatever page: each can be stopped here. */
export function RepeatChips(): ReactElement | null {
  const running = Object.values(useRepetitions()).filter(({ end }) => end === undefined);
  if (running.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={COMPOSER.repeating}>
      {running.map(({ event, clientName, sent, plan }) => (
        <li key={event}>
          <button
            type="button"
            className={styles.chip}
            aria-label={COMPOSER.stopRepeating(event)}
            title={COMPOSER.repeatingAs(event, clientName)}
            onClick={() => stopRepetition(event)}
          >
            <Repeat size={12} aria-hidden />
            <span className={styles.chipName}>{event}</span>
            <span className={styles.chipCount}>
              {sent}/{plan.times}
            </span>
            <Square size={10} aria-hidden className={styles.chipStop} />
          </button>
        </li>
      ))}
    </ul>
  );
}
