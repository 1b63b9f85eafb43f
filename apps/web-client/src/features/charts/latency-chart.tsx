import type { ReactElement } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { formatLatency } from '../../components/format-latency.ts';
import ui from '../../components/ui.module.css';
import { LatencyHistogram } from '../../lib/latency-histogram.ts';
import type { EventLatency } from '../../lib/traffic-stats.ts';
import styles from './charts.module.css';
import { barLatency, latencyBar, latencyBars } from './latency-bars.ts';
import { BARS, Plot, type PlotOptions, tokenColor } from './plot.tsx';

const SHARES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

const OPTIONS: PlotOptions = {
  series: [
    {},
    {
      label: 'Calls',
      width: 0,
      fill: ({ root }) => tokenColor(root, '--sb-accent'),
      points: { show: false },
      ...BARS,
    },
  ],
  scales: { x: { time: false, range: (_plot, min, max) => [min - 2, max + 2] } },
  xLabels: (values) => values.map((value) => formatLatency(barLatency(value))),
};

const COLUMNS = [
  { header: 'Event', cell: ({ event }: EventLatency) => <code>{event}</code> },
  { header: 'Replies', cell: ({ latencies }: EventLatency) => latencies.total, numeric: true },
  ...SHARES.map(([header, share]) => ({
    header,
    cell: ({ latencies }: EventLatency) => write(latencies.percentile(share)),
    numeric: true,
  })),
  {
    header: 'Longest',
    cell: ({ latencies }: EventLatency) => write(latencies.total > 0 ? latencies.max : undefined),
    numeric: true,
  },
  { header: 'No reply', cell: ({ unanswered }: EventLatency) => unanswered, numeric: true },
];

/** How long calls took: as a distribution of all that are chosen, and by event as a table. */
export function LatencyChart({ rows }: { rows: readonly EventLatency[] }): ReactElement {
  const all = new LatencyHistogram();
  for (const { latencies } of rows) all.merge(latencies);
  const { bars, counts } = latencyBars(all);
  const marks = SHARES.flatMap(([name, share]) => {
    const latency = all.percentile(share);
    return latency === undefined
      ? []
      : [{ at: latencyBar(latency), label: `${name} ${formatLatency(latency)}` }];
  });
  return (
    <section className={styles.chart} aria-label="Latency">
      <h2 className={styles.title}>Latency of replies</h2>
      {bars.length === 0 ? (
        <p className={ui.hint}>No replies yet: send an event that has a reply.</p>
      ) : (
        <Plot
          label={`Bars of how many calls took how long, on a logarithmic scale; ${marks.map(({ label }) => label).join(', ')}`}
          options={OPTIONS}
          data={[bars, counts]}
          marks={marks}
        />
      )}
      <DataTable
        caption="Latency by event"
        columns={COLUMNS}
        rows={rows}
        keyOf={({ event }) => event}
        empty="No calls yet."
      />
    </section>
  );
}

function write(latency: number | undefined): string {
  return latency === undefined ? '–' : formatLatency(latency);
}
