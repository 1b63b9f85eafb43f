import type { ReactElement } from 'react';
import { useLog } from '../../lib/console-session.ts';
import type { LogSnapshot } from '../../lib/traffic-log.ts';
import styles from './timeline.module.css';

/** How much came since the view was paused. */
export function PausedNotice({ since }: { since: LogSnapshot }): ReactElement {
  const { sent, received } = useLog();
  const more = sent + received - since.sent - since.received;
  return (
    <p className={styles.notice} role="status">
      Paused: {more.toLocaleString('en')} more recorded meanwhile.
    </p>
  );
}
