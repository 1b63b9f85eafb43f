import { expect, it } from 'vitest';
import { OffsetGuess } from './offset.ts';

const at = Date.UTC(2026, 0, 1);
const ROW_ID = '6955b9000f1e2d3c4b5a6978';

/** Which of the texts that events of one connection end with are taken for offsets. */
function guess(...lasts: unknown[]): boolean[] {
  const offsets = new OffsetGuess();
  return lasts.map((last) => offsets.endsWithOffset({ args: ['PjssgW0', last], at }));
}

it.each([
  ['in memory', 'PjssgW0', 'PjssgW0.1'],
  ['of Redis streams', `${at}-0`, `${at + 5}-1`],
  ['of MongoDB', ROW_ID, '6955b9010f1e2d3c4b5a6978'],
])('an offset %s is one', (_where, ...offsets) => {
  expect(guess(...offsets)).toEqual([true, true]);
});

it.each([['General'], [`${at - 200_000_000}-0`], [7], [undefined]])('%j is none', (last) => {
  expect(guess(last)).toEqual([false]);
});

it('takes texts of one form for offsets: those of the surest that came', () => {
  expect(guess('PjssgW0', ROW_ID, `${at}-0`, 'PjssgW1')).toEqual([true, false, false, true]);
  expect(guess(ROW_ID, 'PjssgW0', ROW_ID)).toEqual([true, true, false]);
});
