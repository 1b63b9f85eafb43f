import { expect, it } from 'vitest';
import { LatencyHistogram } from '../../lib/latency-histogram.ts';
import { barLatency, latencyBar, latencyBars } from './latency-bars.ts';

it('counts each latency in one bar, which ends above it', () => {
  const histogram = new LatencyHistogram();
  for (const latency of [1, 1, 4]) histogram.add(latency);
  const { bars, counts } = latencyBars(histogram);
  expect(counts.filter((count) => count > 0)).toEqual([2, 1]);
  expect(bars).toEqual(Array.from({ length: bars.length }, (_, index) => (bars[0] ?? 0) + index));
  for (const [bar, latency] of [
    [bars[0], 1],
    [bars.at(-1), 4],
  ] as const) {
    expect(barLatency(bar ?? 0)).toBeGreaterThanOrEqual(latency);
    expect(barLatency((bar ?? 0) - 1)).toBeLessThan(latency);
  }
});

it('finds the place of a latency among the bars', () => {
  expect(latencyBar(barLatency(7))).toBeCloseTo(7);
});

it('has no bars without latencies', () => {
  expect(latencyBars(new LatencyHistogram())).toEqual({ bars: [], counts: [] });
});
