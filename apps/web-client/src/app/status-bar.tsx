import { TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { formatLatency } from '../components/format-latency.ts';
import type { NamedClient } from '../lib/named-clients.ts';
import { useStorageTrouble } from '../lib/storage-trouble.ts';
import { ROUND_TRIP_REPLIES, roundTrip } from './round-trip.ts';
import styles from './status-bar.module.css';
import { useLogBySecond } from './use-log-by-second.ts';

/** The selected client's socket and speed, and what the log holds. */
export function StatusBar({ entry }: { entry: NamedClient }): ReactElement {
  const { log, sent, received } = useLogBySecond();
  const { lost } = useStorageTrouble();
  const { state } = entry;
  const median = roundTrip(log.entries, entry.id);
  return (
    <footer className={styles.status}>
      <span className={styles.socket}>
        {entry.name}: <code>{state.status === 'connected' ? state.socketId : 'no socket'}</code>
      </span>
      <span title={`Median latency of the last ${ROUND_TRIP_REPLIES} replies to ${entry.name}`}>
        round trip {median === undefined ? '–' : formatLatency(median)}
        <span className={styles.detail}> (median of {ROUND_TRIP_REPLIES})</span>
      </span>
      {lost.size > 0 && (
        <span className={styles.trouble} role="status">
          <TriangleAlert size={12} aria-hidden /> Storage is full or forbidden: changes will not survive a
          reload
        </span>
      )}
      <span className={styles.right}>
        <span title="Events received by all clients in the last second; replies are not counted">
          in {count(received)}/s
        </span>
        <span title="Events sent by all clients in the last second">out {count(sent)}/s</span>
        <span title="Rows that the console keeps; older ones are dropped">
          {count(log.kept)} of {count(log.capacity)} rows
        </span>
        <span data-some={log.dropped > 0 || undefined}>{count(log.dropped)} dropped</span>
      </span>
    </footer>
  );
}

function count(value: number): string {
  return value.toLocaleString('en');
}
