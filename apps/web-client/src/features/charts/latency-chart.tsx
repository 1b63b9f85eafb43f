import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import ui from '../../components/ui.module.css';
import { formatLatency } from '../../lib/format-time.ts';
import { CHARTS } from '../../texts/charts.ts';
import { LatencyHistogram } from '../../traffic/latency-histogram.ts';
import type { EventLatency } from '../../traffic/traffic-stats.ts';
import { barLatency, latencyBar, latencyBars } from './chart-data.ts';
import styles from './charts.module.css';
import { Plot } from './plot.tsx';

const SHARES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

const COLUMNS = [
  { header: CHARTS.eventHeader, cell: ({ event }: EventLatency) => <code>{event}</code> },
  { header: CHARTS.replies, cell: ({ latencies }: EventLatency) => latencies.total, numeric: true },
  ...SHARES.map(([header, share]) => ({
    header,
    cell: ({ latencies }: EventLatency) => write(latencies.percentile(share)),
    numeric: true,
  })),
  {
    header: CHARTS.longest,
    cell: ({ latencies }: EventLatency) => write(latencies.total > 0 ? latencies.max : undefined),
    numeric: true,
  },
  { header: CHARTS.noReply, cell: ({ unanswered }: EventLatency) => unanswered, numeric: true },
];

/** How long calls took: as a distribution of all that are chosen, and by event as a table. */
export function LatencyChart({ rows }: { rows: readonly EventLatency[] }): ReactElement {
  const all = new LatencyHistogram();
  for (const { latencies } of rows) all.merge(latencies);
  const { first, counts } = latencyBars(all);
  // Two bars are free at both sides; a bar ends at its number.
  const [start, width] = [first - 3, counts.length + 4];
  const marks = SHARES.flatMap(([name, share]) => {
    const latency = all.percentile(share);
    return latency === undefined
      ? []
      : [{ at: latencyBar(latency) - start, label: `${name} ${formatLatency(latency)}` }];
  });
  return (
    <section className={`${ui.form} ${styles.chart}`} aria-label={CHARTS.latency}>
      <h2 className={ui.title}>{CHARTS.latencyOfReplies}</h2>
      {counts.length === 0 ? (
        <p className={ui.hint}>{CHARTS.noReplies}</p>
      ) : (
        <Plot
          label={CHARTS.bars(marks.map(({ label }) => label).join(', '))}
          width={width}
          max={Math.max(...counts)}
          xLabel={(place) => formatLatency(barLatency(start + place * width))}
          marks={marks}
        >
          {counts.map((count, index) => (
            <rect
              key={first + index}
              className={styles.latencies}
              x={index + 2}
              width={0.86}
              height={count}
            />
          ))}
        </Plot>
      )}
      <DataTable
        caption={CHARTS.latencyByEvent}
        columns={COLUMNS}
        rows={rows}
        keyOf={({ event }) => event}
        empty={CHARTS.noCalls}
      />
    </section>
  );
}

function write(latency: number | undefined): string {
  return latency === undefined ? '–' : formatLatency(latency);
}
