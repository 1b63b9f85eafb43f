import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cachedFor } from './cached-for.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** Gives 1, 2, 3 and so on. */
function counting(): { load: () => Promise<number>; loads: () => number } {
  let loads = 0;
  return { load: async () => ++loads, loads: () => loads };
}

it('loads once for all who ask, until the time is over', async () => {
  const { load } = counting();
  const read = cachedFor(1_000, load);
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
  vi.advanceTimersByTime(999);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await Promise.all([read(), read()])).toEqual([2, 2]);
});

it('loads nothing that nobody asks for', () => {
  const { load, loads } = counting();
  cachedFor(1_000, load);
  vi.advanceTimersByTime(10_000);
  expect(loads()).toBe(0);
});

it('lets all wait for one load, however long it takes, and counts its age from its start', async () => {
  const ends: ((value: string) => void)[] = [];
  const read = cachedFor(1_000, () => new Promise<string>((resolve) => ends.push(resolve)));
  const first = read();
  vi.advanceTimersByTime(5_000);
  const second = read();
  ends[0]?.('slow');
  expect(await Promise.all([first, second])).toEqual(['slow', 'slow']);
  void read();
  expect(ends).toHaveLength(2);
});

it('does not keep a failure: all who wait get it, and the next one asks again', async () => {
  const { load } = counting();
  let isUp = false;
  const read = cachedFor(1_000, async () => {
    const loaded = await load();
    if (!isUp) throw new Error('down');
    return loaded;
  });
  const failed = await Promise.allSettled([read(), read()]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isUp = true;
  expect(await Promise.all([read(), read()])).toEqual([2, 2]);
});
