import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import type { NamedClient } from '../../lib/named-clients.ts';
import { type Arrow, arrowWords, eventOf } from './arrows.ts';
import { receiversOf } from './fan-outs.ts';
import styles from './sequence.module.css';

/** How many rows the table has, since all of them are in the page. */
const MAX_ROWS = 200;

export interface SequenceTableProps {
  readonly arrows: readonly Arrow[];
  readonly clients: readonly NamedClient[];
  readonly onSelect: (key: string) => void;
}

/** The same as the diagram, in rows and columns, newest first. */
export function SequenceTable({ arrows, clients, onSelect }: SequenceTableProps): ReactElement {
  const columns = [
    {
      header: 'Time',
      cell: (arrow: Arrow) => (
        <button type="button" className={styles.open} onClick={() => onSelect(arrow.key)}>
          {formatTime(arrow.at)}
        </button>
      ),
    },
    { header: 'From', cell: (arrow: Arrow) => arrowWords(arrow, clients).from },
    { header: 'To', cell: (arrow: Arrow) => arrowWords(arrow, clients).to },
    { header: 'What', cell: (arrow: Arrow) => arrowWords(arrow, clients).what },
    { header: 'Event', cell: (arrow: Arrow) => <code>{eventOf(arrow)}</code> },
    { header: 'Latency', cell: (arrow: Arrow) => latencyOf(arrow, clients), numeric: true },
  ];
  return (
    <div className={styles.table}>
      <DataTable
        caption={arrows.length > MAX_ROWS ? `The newest ${MAX_ROWS} arrows` : 'Sequence'}
        columns={columns}
        rows={arrows.slice(-MAX_ROWS).reverse()}
        keyOf={({ key }) => key}
        empty="Nothing fits."
      />
    </div>
  );
}

function latencyOf(arrow: Arrow, clients: readonly NamedClient[]): string {
  if (arrow.kind === 'reply') return formatLatency(arrow.answer.latency);
  if (arrow.kind !== 'event') return '';
  const latencies = receiversOf(arrow.fanOut, clients).flatMap((receiver) =>
    receiver.received && receiver.latency !== undefined ? [receiver.latency] : [],
  );
  if (latencies.length === 0) return '';
  const [least, most] = [Math.min(...latencies), Math.max(...latencies)];
  return least === most ? `${least} ms` : `${least}–${most} ms`;
}
