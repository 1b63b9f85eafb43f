import { Repeat, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import styles from './repeat.module.css';
import { stopRepetition, useRepetitions } from './repeat-store.ts';

/** What repeats at the moment, on whatever page: each can be stopped here. */
export function RepeatChips(): ReactElement | null {
  const running = Object.values(useRepetitions()).filter(({ end }) => end === undefined);
  if (running.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Repeating">
      {running.map(({ event, clientName, sent, plan }) => (
        <li key={event}>
          <button
            type="button"
            className={styles.chip}
            aria-label={`Stop repeating ${event}`}
            title={`${event} as ${clientName}: stop`}
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
