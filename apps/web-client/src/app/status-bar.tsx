import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { type NamedClient, placeOf } from '../clients/named-client.ts';
import { formatLatency } from '../components/format-latency.ts';
import ui from '../components/ui.module.css';
import { useSession } from '../lib/console-session.ts';
import { type Entry, type Place, placeKey } from '../lib/entry.ts';
import { useStorageTrouble } from '../lib/storage.ts';
import type { LogSnapshot } from '../lib/traffic-log.ts';
import { SHELL } from '../texts/shell.ts';
import styles from './status-bar.module.css';

/** The selected client's socket and speed, and what the log holds. */
export function StatusBar({ entry }: { entry: NamedClient }): ReactElement {
  const { now: log, before } = useLogBySecond();
  const { lost } = useStorageTrouble();
  const { state } = entry;
  const median = useRoundTrips().median(entry.id, placeOf(entry));
  // A cleared log counts from 0 again.
  const since = (kind: 'sent' | 'received'): number => Math.max(0, log[kind] - before[kind]);
  return (
    <footer className={styles.status}>
      <span className={ui.clip}>
        {entry.name}: <code>{state.status === 'connected' ? state.socketId : SHELL.noSocket}</code>
      </span>
      <span
        title={
          median === undefined
            ? SHELL.noRoundTrip(entry.name)
            : SHELL.roundTripHelp(ROUND_TRIP_REPLIES, entry.name)
        }
      >
        {SHELL.roundTrip} {median === undefined ? '–' : formatLatency(median)}
      </span>
      {lost.size > 0 && (
        <strong className={`${ui.bad} ${ui.clip}`} role="status">
          <TriangleAlert size={12} aria-hidden /> {SHELL.storageTrouble}
        </strong>
      )}
      <span className={styles.right}>
        <span title={SHELL.receivedHelp}>{SHELL.received(since('received'))}</span>
        <span title={SHELL.sentHelp}>{SHELL.sent(since('sent'))}</span>
        <span title={SHELL.rowsHelp}>{SHELL.rows(log.kept, log.capacity)}</span>
        <span className={log.dropped > 0 ? ui.bad : undefined}>{SHELL.dropped(log.dropped)}</span>
      </span>
    </footer>
  );
}

/** The log as it is, and as it was a second before; looked at once a second. */
function useLogBySecond(): { readonly now: LogSnapshot; readonly before: LogSnapshot } {
  const { log } = useSession();
  const [second, setSecond] = useState(() => ({ now: log.getSnapshot(), before: log.getSnapshot() }));
  useEffect(() => {
    const timer = setInterval(() => {
      const now = log.getSnapshot();
      setSecond((last) => (last.now === now && last.before === now ? last : { now, before: last.now }));
    }, 1_000);
    return () => clearInterval(timer);
  }, [log]);
  return second;
}

/** Hears every reply from now on. */
function useRoundTrips(): RoundTrips {
  const { log } = useSession();
  const [trips] = useState(() => new RoundTrips());
  useEffect(() => log.onEntry((entry) => trips.add(entry)), [log, trips]);
  return trips;
}

/** How many replies count. */
const ROUND_TRIP_REPLIES = 20;

/** The latencies of each client's last 20 replies at each place. */
export class RoundTrips {
  readonly #latencies = new Map<string, number[]>();

  add(entry: Entry): void {
    // A late reply changes the entry again.
    if (entry.kind !== 'call' || !entry.answer || entry.answer.late) return;
    const { by, latency } = entry.answer;
    if (by === 'client') return;
    const key = keyOf(entry.clientId, entry.place);
    const before = this.#latencies.get(key) ?? [];
    this.#latencies.set(key, [...before, latency].slice(-ROUND_TRIP_REPLIES));
  }

  /** The median in milliseconds; `undefined` before the first reply. */
  median(clientId: string, place?: Place): number | undefined {
    const sorted = this.#latencies.get(keyOf(clientId, place))?.toSorted((one, other) => one - other) ?? [];
    const middle = Math.floor(sorted.length / 2);
    const [low = 0, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
    return high === undefined ? undefined : (low + high) / 2;
  }
}

function keyOf(clientId: string, place: Place | undefined): string {
  return `${clientId} ${placeKey(place)}`;
}
