import { type LatencyHistogram, PER_DOUBLING, upperBound } from '../../traffic/latency-histogram.ts';
import type { Rates } from '../../traffic/traffic-stats.ts';

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

/** What came and went in some seconds together. */
export interface RateRow {
  /** When it began, in seconds since the epoch. */
  readonly second: number;
  sent: number;
  replies: number;
  events: number;
}

/** The rates in steps of some seconds, newest first, without the steps in which nothing happened. */
export function rateRows({ seconds, sent, replies, events }: Rates, step: number): RateRow[] {
  const rows = new Map<number, RateRow>();
  for (const [index, second] of seconds.entries()) {
    const start = second - (second % step);
    const row = rows.get(start) ?? { second: start, sent: 0, replies: 0, events: 0 };
    rows.set(start, row);
    row.sent += sent[index] ?? 0;
    row.replies += replies[index] ?? 0;
    row.events += events[index] ?? 0;
  }
  return [...rows.values()].filter((row) => row.sent + row.replies + row.events > 0).reverse();
}
