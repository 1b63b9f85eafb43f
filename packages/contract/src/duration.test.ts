import { describe, expect, it } from 'vitest';
import { isDuration, MAX_DURATION, toDuration } from './duration.ts';

const NONE = [0, -1, 2 ** 31, 1e12, Number.POSITIVE_INFINITY, Number.NaN, '5', 5n, null, undefined, {}];

describe('a duration', () => {
  it.each([0.5, 1, 60_000, MAX_DURATION])('may be %d milliseconds', (value) => {
    expect(toDuration(value, 'timeout')).toBe(value);
    expect(isDuration(value)).toBe(true);
  });

  it.each(NONE)('is never %s, and the error names the option', (value) => {
    expect(isDuration(value)).toBe(false);
    expect(() => toDuration(value, 'timeout')).toThrow(
      new TypeError(
        `timeout must be a number of milliseconds, more than 0 and at most 2147483647, not ${String(value)}.`,
      ),
    );
  });

  it('may be 0 only where 0 has a meaning', () => {
    expect(toDuration(0, 'grace', { allowZero: true })).toBe(0);
    expect(() => toDuration(-1, 'grace', { allowZero: true })).toThrow(
      new TypeError('grace must be a number of milliseconds, at least 0 and at most 2147483647, not -1.'),
    );
  });

  it('is refused with a TypeError also where the value has no text', () => {
    expect(() => toDuration(Object.create(null), 'timeout')).toThrow(TypeError);
  });
});
