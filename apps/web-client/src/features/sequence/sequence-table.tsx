import type { ReactElement } from 'react';
import type { NamedClient } from '../../clients/named-client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import { formatTime } from '../../components/format-time.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
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
      header: SEQUENCE.time,
      cell: (arrow: Arrow) => (
        <button type="button" className={styles.open} onClick={() => onSelect(arrow.key)}>
          {formatTime(arrow.at)}
        </button>
      ),
    },
    { header: SEQUENCE.from, cell: (arrow: Arrow) => arrowWords(arrow, clients).from },
    { header: SEQUENCE.toColumn, cell: (arrow: Arrow) => arrowWords(arrow, clients).to },
    { header: SEQUENCE.what, cell: (arrow: Arrow) => arrowWords(arrow, clients).what },
    { header: SEQUENCE.eventColumn, cell: (arrow: Arrow) => <code>{eventOf(arrow)}</code> },
    { header: SEQUENCE.latency, cell: (arrow: Arrow) => latencyOf(arrow, clients), numeric: true },
  ];
  return (
    <div className={styles.table}>
      <DataTable
        caption={arrows.length > MAX_ROWS ? SEQUENCE.newestArrows(MAX_ROWS) : SEQUENCE.list}
        columns={columns}
        rows={arrows.slice(-MAX_ROWS).reverse()}
        keyOf={({ key }) => key}
        empty={SEQUENCE.nothingFits}
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
  return SEQUENCE.milliseconds(least === most ? `${least}` : `${least}–${most}`);
}
