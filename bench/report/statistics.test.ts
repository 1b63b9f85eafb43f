import { expect, it } from 'vitest';
import { median, ratio } from './statistics.ts';

it('the median is in the middle, or between the two that are', () => {
  expect(median([9, 1, 100])).toBe(9);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(() => median([])).toThrow(RangeError);
});

it('a ratio compares what was measured in the same round', () => {
  // In its second round the machine was three times as slow.
  expect(ratio([2, 6, 2], [1, 3, 1])).toBe(2);
  expect(ratio([2, 30, 4], [1, 10, 4])).toBe(2);
});

it('a ratio without the same rounds is that of the medians', () => {
  expect(ratio([2, 4, 6], [2])).toBe(2);
});
