import { describe, expect, it } from 'vitest';
import { within } from '../testing/waiting.ts';
import { closeSpread } from './close-spread.ts';

/** Connections that note when they are closed, in milliseconds from now. */
function connections(count: number): { all: { close(): void }[]; closedAt: number[] } {
  const start = performance.now();
  const closedAt: number[] = [];
  const close = (): void => void closedAt.push(performance.now() - start);
  return { all: Array.from({ length: count }, () => ({ close })), closedAt };
}

describe('closeSpread', () => {
  it('spreads many over the time that there is, and none goes sooner than its moment', async () => {
    const { all, closedAt } = connections(100);
    const moments = all.map((_, index) => index / 100);
    await closeSpread(all, 400, () => moments.pop() ?? 0);
    expect(closedAt).toHaveLength(100);
    // A slice takes up to 20 ms of moments together.
    for (const [index, at] of closedAt.entries()) expect(at).toBeGreaterThanOrEqual(index * 4 - 21);
  });

  it('takes no longer than 10 ms for each', async () => {
    const { all, closedAt } = connections(2);
    await within(
      1_000,
      closeSpread(all, 60_000, () => 1),
    );
    expect(closedAt).toHaveLength(2);
  });

  it('has nothing to do where nobody is connected', async () => {
    await closeSpread([], 60_000);
  });
});
