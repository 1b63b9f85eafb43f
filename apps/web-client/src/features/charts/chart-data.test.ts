import { expect, it } from 'vitest';
import { LatencyHistogram } from '../../traffic/latency-histogram.ts';
import { barLatency, latencyBar, latencyBars, rateRows } from './chart-data.ts';

it('counts each latency in one bar, which ends above it', () => {
  const histogram = new LatencyHistogram();
  for (const latency of [1, 1, 4]) histogram.add(latency);
  const { first, counts } = latencyBars(histogram);
  expect(counts.filter((count) => count > 0)).toEqual([2, 1]);
  for (const [bar, latency] of [
    [first, 1],
    [first + counts.length - 1, 4],
  ] as const) {
    expect(barLatency(bar)).toBeGreaterThanOrEqual(latency);
    expect(barLatency(bar - 1)).toBeLessThan(latency);
  }
});

it('finds the place of a latency among the bars', () => {
  expect(latencyBar(barLatency(7))).toBeCloseTo(7);
});

it('has no bars without latencies', () => {
  expect(latencyBars(new LatencyHistogram()).counts).toEqual([]);
});

it('adds the seconds of a step up, newest first, and leaves out steps of silence', () => {
  const rates = [
    { second: 100, sent: 1, replies: 0, events: 0 },
    { second: 101, sent: 2, replies: 1, events: 0 },
    { second: 109, sent: 0, replies: 0, events: 5 },
    { second: 110, sent: 4, replies: 0, events: 0 },
    { second: 120, sent: 0, replies: 0, events: 0 },
  ];
  expect(rateRows(rates, 10)).toEqual([
    { second: 110, sent: 4, replies: 0, events: 0 },
    { second: 100, sent: 3, replies: 1, events: 5 },
  ]);
});
