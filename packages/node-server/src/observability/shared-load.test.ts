import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sharedLoad } from './shared-load.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Gives 1, 2, 3 and so on. */
function counting(): () => Promise<number> {
  let loads = 0;
  return sharedLoad(async () => ++loads);
}

it('loads at once for the first request, and shares that with those of the same turn', async () => {
  const read = counting();
  const asked = Promise.all([read(), read(), read()]);
  await vi.advanceTimersByTimeAsync(1);
  expect(await asked).toEqual([1, 1, 1]);
});

it('lets requests in between wait for the next load, and never gives an old one', async () => {
  const read = counting();
  const first = read();
  await vi.advanceTimersByTimeAsync(1);
  const answers: number[] = [];
  for (let each = 0; each < 3; each++) void read().then((answer) => answers.push(answer));
  await vi.advanceTimersByTimeAsync(98);
  expect(answers).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect([await first, ...answers]).toEqual([1, 2, 2, 2]);
});

it('gives a failure to those who waited for it, and loads again for the next', async () => {
  let isUp = false;
  const read = sharedLoad(async () => {
    if (!isUp) throw new Error('down');
    return 'up';
  });
  const failed = Promise.allSettled([read(), read()]);
  await vi.advanceTimersByTimeAsync(1);
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isUp = true;
  const next = read();
  await vi.advanceTimersByTimeAsync(101);
  expect(await next).toBe('up');
});
