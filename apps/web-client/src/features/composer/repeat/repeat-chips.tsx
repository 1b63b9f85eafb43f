import { Repeat, Square } from 'lucide-react';
import type { ReactElement } from 'react';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { COMPOSER } from '../../../texts/composer.ts';
import styles from '../composer.module.css';
import { useRepetitions } from './repeat-store.ts';

/** What repeats at the moment, on whatever page: each can be stopped here. */
export function RepeatChips(): ReactElement | null {
  const running = [...useRepetitions()];
  if (running.length === 0) return null;
  return (
    <ul className={ui.bar} style={{ flexWrap: 'nowrap' }} aria-label={COMPOSER.repeating}>
      {running.map(([key, { event, clientName, url, sent, ok, errors, plan, stop }]) => (
        <li key={key}>
          <SmallButton
            icon={Repeat}
            size="compact-sm"
            c="var(--sb-warn)"
            rightSection={<Square size={10} fill="currentcolor" aria-hidden />}
            aria-label={COMPOSER.stopRepeating(event, clientName, url)}
            title={`${COMPOSER.stopRepeating(event, clientName, url)} · ${COMPOSER.results(ok, errors)}`}
            onClick={() => stop()}
          >
            <span className={`${ui.clip} ${styles.repeated}`} style={{ marginRight: 6, maxWidth: '12ch' }}>
              {event}
            </span>
            <span className={ui.count}>
              {sent}/{plan.times}
            </span>
          </SmallButton>
        </li>
      ))}
    </ul>
  );
}
