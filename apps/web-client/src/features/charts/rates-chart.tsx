import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import ui from '../../components/ui.module.css';
import { CHARTS } from '../../texts/charts.ts';
import type { RateRow } from '../../traffic/traffic-stats.ts';
import { rateRows } from './chart-data.ts';
import styles from './charts.module.css';
import { Plot } from './plot.tsx';

const LINES = [
  { key: 'sent', label: CHARTS.sent, color: 'var(--sb-accent)', line: 'solid', dash: 'none' },
  { key: 'replies', label: CHARTS.replies, color: 'var(--sb-hue-1)', line: 'dashed', dash: '7 3' },
  { key: 'events', label: CHARTS.events, color: 'var(--sb-number)', line: 'dotted', dash: '2 2' },
] as const;

const COLUMNS = [
  { header: CHARTS.from, cell: ({ second }: RateRow) => formatSecond(second) },
  ...LINES.map(({ key, label }) => ({ header: label, cell: (row: RateRow) => row[key], numeric: true })),
];

/** Messages per second in each direction: as lines, and in steps of some seconds as a table. */
export function RatesChart({ rates, step }: { rates: readonly RateRow[]; step: number }): ReactElement {
  const width = rates.length - 1;
  return (
    <section className={`${ui.form} ${styles.chart}`} aria-label={CHARTS.perSecond}>
      <h2 className={ui.title}>{CHARTS.perSecond}</h2>
      <div className={`${ui.form} ${styles.beside}`}>
        <div>
          <Plot
            label={CHARTS.lines}
            width={width}
            max={Math.max(...rates.flatMap((row) => LINES.map(({ key }) => row[key])))}
            xLabel={(place) => formatSecond(rates[Math.round(place * width)]?.second ?? 0)}
          >
            {LINES.map(({ key, color, dash }) => (
              <polyline
                key={key}
                className={styles.line}
                points={rates.map((row, index) => `${index},${row[key]}`).join(' ')}
                style={{ stroke: color, strokeDasharray: dash }}
              />
            ))}
          </Plot>
          <ul className={`${ui.bar} ${ui.small} ${ui.count} ${styles.legend}`}>
            {LINES.map(({ key, label, color, line }) => (
              <li key={key} className={ui.bar}>
                <span style={{ borderTop: `2px ${line} ${color}`, width: 18 }} />
                {CHARTS.now(label, rates.at(-1)?.[key] ?? 0)}
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.table}>
          <DataTable
            caption={CHARTS.steps(step)}
            columns={COLUMNS}
            rows={rateRows(rates, step)}
            keyOf={({ second }) => String(second)}
            empty={CHARTS.noMessages}
          />
        </div>
      </div>
    </section>
  );
}

function formatSecond(second: number): string {
  return new Date(second * 1_000).toTimeString().slice(0, 8);
}
