import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LatencyHistogram, PER_DOUBLING } from './latency-histogram.ts';

const FINE = 2 ** (1 / PER_DOUBLING);
const latencies = fc.array(fc.double({ min: 0.1, max: 60_000, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

/** The nearest rank, from all of them in order. */
function naive(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
}

function histogramOf(values: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

it('gives percentiles that are never below the true ones, and at most one bucket above', () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.95, 0.99, 1), (values, share) => {
      const [wanted, given] = [naive(values, share), histogramOf(values).percentile(share) ?? 0];
      expect(given).toBeGreaterThanOrEqual(wanted * (1 - 1e-9));
      expect(given).toBeLessThanOrEqual(wanted * FINE * (1 + 1e-9));
    }),
  );
});

it('is the same whether latencies came to one, or to two that are merged', () => {
  fc.assert(
    fc.property(latencies, latencies, (some, others) => {
      const merged = histogramOf(some);
      merged.merge(histogramOf(others));
      const whole = histogramOf([...some, ...others]);
      expect([...merged.counts]).toEqual([...whole.counts]);
      expect([merged.total, merged.max]).toEqual([whole.total, whole.max]);
    }),
  );
});

it('takes latencies of nothing and of hours', () => {
  const histogram = histogramOf([0, -1, 10_000_000]);
  expect(histogram.percentile(0.5)).toBeLessThan(0.1);
  expect([histogram.total, histogram.max]).toEqual([3, 10_000_000]);
});

it('has no percentile of nothing', () => {
  expect(new LatencyHistogram().percentile(0.5)).toBeUndefined();
});
