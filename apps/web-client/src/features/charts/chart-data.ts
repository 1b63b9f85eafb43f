import { groupBy } from '../../lib/group-by.ts';
import { type LatencyHistogram, PER_DOUBLING, upperBound } from '../../traffic/latency-histogram.ts';
import { type RateRow, rateRow } from '../../traffic/traffic-stats.ts';

/** Bars for each doubling of the latency: fewer than the histogram's buckets, so that they can be seen. */
const BARS = 4;
const PER_BAR = PER_DOUBLING / BARS;

/** How many latencies fall into each bar, from the first with any to the last; each bar has a number. */
export function latencyBars({ counts }: LatencyHistogram): { first: number; counts: number[] } {
  const sums: number[] = [];
  for (const [bucket, count] of counts.entries()) {
    const bar = Math.ceil(bucket / PER_BAR);
    sums[bar] = (sums[bar] ?? 0) + count;
  }
  const first = sums.findIndex((count) => count > 0);
  return { first, counts: first < 0 ? [] : sums.slice(first, sums.findLastIndex((count) => count > 0) + 1) };
}

/** The longest latency of a bar in milliseconds; the number may lie between two bars. */
export function barLatency(bar: number): number {
  return upperBound(bar * PER_BAR);
}

/** Where a latency lies among the bars, which may be between two of them. */
export function latencyBar(latency: number): number {
  return Math.log2(latency / upperBound(0)) * BARS;
}

/** The rates in steps of some seconds, newest first, without the steps in which nothing happened. */
export function rateRows(rates: readonly RateRow[], step: number): RateRow[] {
  return [...groupBy(rates, ({ second }) => second - (second % step))]
    .map(([start, rows]) => rateRow(start, rows))
    .filter(({ sent, replies, events }) => sent + replies + events > 0)
    .reverse();
}
