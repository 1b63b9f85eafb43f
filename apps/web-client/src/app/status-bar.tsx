import { TriangleAlert } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { type NamedClient, placeOf } from '../clients/named-client.ts';
import ui from '../components/ui.module.css';
import { formatLatency } from '../lib/format-time.ts';
import { useStorageTrouble } from '../lib/storage.ts';
import { useSession } from '../session/console-session.ts';
import { SHELL } from '../texts/shell.ts';
import { type EntrySource, isSeenAt, type Place } from '../traffic/entry.ts';
import type { LogSnapshot } from '../traffic/traffic-log.ts';
import styles from './status-bar.module.css';

/** The selected client's socket and speed, and what the log holds. */
export function StatusBar({ entry }: { entry: NamedClient }): ReactElement {
  const { now: log, before } = useLogBySecond();
  const { lost } = useStorageTrouble();
  const { state } = entry;
  const median = medianRoundTrip(useSession().log, entry.id, placeOf(entry));
  const since = (kind: 'sent' | 'received'): number => log[kind] - before[kind];
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
    let last = second;
    const timer = setInterval(() => {
      const now = log.getSnapshot();
      // React would hold a change that changes nothing, one for each second.
      if (last.now === now && last.before === now) return;
      last = { now, before: last.now };
      setSecond(last);
    }, 1_000);
    return () => clearInterval(timer);
  }, [log]);
  return second;
}

const ROUND_TRIP_REPLIES = 20;

/** The median latency of a client's last 20 replies at a server, in milliseconds; `undefined` where the log has none. */
export function medianRoundTrip(log: EntrySource, clientId: string, place: Place): number | undefined {
  const latencies: number[] = [];
  for (let id = log.nextId - 1; id >= log.firstId && latencies.length < ROUND_TRIP_REPLIES; id--) {
    const entry = log.get(id);
    if (entry?.kind !== 'call' || entry.clientId !== clientId || !isSeenAt(entry, place)) continue;
    if (entry.answer?.by === 'server') latencies.push(entry.answer.latency);
  }
  latencies.sort((one, other) => one - other);
  // One, or two of an even number.
  const middle = latencies.slice((latencies.length - 1) / 2, latencies.length / 2 + 1);
  return middle.length === 0 ? undefined : middle.reduce((sum, latency) => sum + latency) / middle.length;
}
