import { expect, it } from 'vitest';
import { formatDelta } from './row-look.ts';

it.each([
  [0, '+0'],
  [7, '+7 ms'],
  [999, '+999 ms'],
  [1_250, '+1.3 s'],
  [59_940, '+59.9 s'],
  [60_000, '+1 min'],
  [7_300_000, '+121 min'],
  [-40, '−40 ms'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(formatDelta(milliseconds)).toBe(text);
});
