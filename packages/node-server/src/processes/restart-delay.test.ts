import { expect, it } from 'vitest';
import { restartDelay } from './restart-delay.ts';

it('is nothing for the first failure, then twice as long each time, up to 30 s', () => {
  const longest = [0, 1, 2, 3, 4, 8, 9, 1_000].map((failures) => restartDelay(failures, () => 1));
  expect(longest).toEqual([0, 0, 500, 1_000, 2_000, 30_000, 30_000, 30_000]);
});

it('is a random part of that', () => {
  expect(restartDelay(3, () => 0.25)).toBe(250);
  expect(restartDelay(3, () => 0)).toBe(0);
});
