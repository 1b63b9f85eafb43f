import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { NamedClient } from '../clients/named-client.ts';
import { formatLatency } from '../components/format-latency.ts';
import { useSession } from '../lib/console-session.ts';
import { useStorageTrouble } from '../lib/storage.ts';
import type { LogSnapshot } from '../lib/traffic-log.ts';
import { SHELL } from '../texts/shell.ts';
import { ROUND_TRIP_REPLIES, RoundTrips } from './round-trip.ts';
import styles from './status-bar.module.css';

/** The selected client's socket and speed, and what the log holds. */
export function StatusBar({ entry }: { entry: NamedClient }): ReactElement {
  const { log, sent, received, trips } = useLogBySecond();
  const { lost } = useStorageTrouble();
  const { state } = entry;
  const median = trips.median(entry.id);
  return (
    <footer className={styles.status}>
      <span className={styles.socket}>
        {entry.name}: <code>{state.status === 'connected' ? state.socketId : SHELL.noSocket}</code>
      </span>
      <span title={SHELL.roundTripHelp(ROUND_TRIP_REPLIES, entry.name)}>
        {SHELL.roundTrip} {median === undefined ? '–' : formatLatency(median)}
        <span className={styles.detail}>{SHELL.medianOf(ROUND_TRIP_REPLIES)}</span>
      </span>
      {lost.size > 0 && (
        <span className={styles.trouble} role="status">
          <TriangleAlert size={12} aria-hidden /> {SHELL.storageTrouble}
        </span>
      )}
      <span className={styles.right}>
        <span title={SHELL.receivedHelp}>{SHELL.received(received)}</span>
        <span title={SHELL.sentHelp}>{SHELL.sent(sent)}</span>
        <span title={SHELL.rowsHelp}>{SHELL.rows(log.kept, log.capacity)}</span>
        <span data-some={log.dropped > 0 || undefined}>{SHELL.dropped(log.dropped)}</span>
      </span>
    </footer>
  );
}

interface LogSecond {
  readonly log: LogSnapshot;
  /** How much more was sent, and received, than a second before. */
  readonly sent: number;
  readonly received: number;
}

/** The log, read once a second while it changes, and not at all while it does not. */
function useLogBySecond(): LogSecond & { readonly trips: RoundTrips } {
  const { log } = useSession();
  const [trips] = useState(() => new RoundTrips());
  const [second, setSecond] = useState<LogSecond>(() => ({ log: log.getSnapshot(), sent: 0, received: 0 }));
  useEffect(() => log.onEntry((entry) => trips.add(entry)), [log, trips]);
  useEffect(() => {
    let timer: ReturnType<typeof setInterval> | undefined;
    let before = log.getSnapshot();
    const look = (): void => {
      const now = log.getSnapshot();
      if (now === before) {
        clearInterval(timer);
        timer = undefined;
      }
      // A cleared log counts from 0 again.
      const since = (kind: 'sent' | 'received'): number => Math.max(0, now[kind] - before[kind]);
      setSecond({ log: now, sent: since('sent'), received: since('received') });
      before = now;
    };
    const stopListening = log.subscribe(() => {
      timer ??= setInterval(look, 1_000);
    });
    return () => {
      stopListening();
      clearInterval(timer);
    };
  }, [log]);
  return { ...second, trips };
}
