import { RefreshCw } from 'lucide-react';
import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './admin.module.css';
import { FailureNote } from './failure-note.tsx';
import type { SectionProps } from './section-props.ts';
import { usePull } from './use-pull.ts';

interface RateRow {
  readonly event: string;
  readonly perSecond: number;
  readonly total: number;
  readonly failed: number;
}

const COLUMNS = [
  { header: 'Event', cell: ({ event }: RateRow) => <code>{event}</code> },
  { header: 'Per second', cell: ({ perSecond }: RateRow) => perSecond.toFixed(1), numeric: true },
  { header: 'Since start', cell: ({ total }: RateRow) => total, numeric: true },
  { header: 'Failed', cell: ({ failed }: RateRow) => failed, numeric: true },
];

/** How often each event is called, by all clients of the server together. */
export function RatesSection({ client, auto }: SectionProps): ReactElement {
  const { answer, pending, refresh } = usePull(
    (signal) => client.call('admin:rates', { window: 1_000 }, { signal }),
    { key: 'rates', auto },
  );
  const rates = answer?.ok ? answer.data : undefined;
  const total = rates?.events.reduce((sum, { perSecond }) => sum + perSecond, 0) ?? 0;
  return (
    <section className={styles.list} aria-label="Rates">
      <div className={styles.bar}>
        <p className={styles.summary} role="status">
          {rates
            ? `${total.toFixed(1)} calls per second, ${rates.inFlight} in flight`
            : 'Counting for one second…'}
        </p>
        <IconButton label="Refresh Rates" icon={RefreshCw} onClick={refresh} />
      </div>
      {answer && !answer.ok && <FailureNote error={answer.error} />}
      <div className={styles.table} aria-busy={pending}>
        <DataTable
          caption="Calls by event"
          columns={COLUMNS}
          rows={rates?.events ?? []}
          keyOf={({ event }) => event}
          empty={rates ? 'There were no calls yet.' : 'Counting…'}
        />
      </div>
    </section>
  );
}
