import { expect, it } from 'vitest';
import { endsWithOffset } from './offset.ts';

const at = Date.UTC(2026, 0, 1);

it.each([
  ['in memory', 'PjssgW0', 'PjssgW0.1'],
  ['of Redis streams', `${at}-0`, `${at + 5}-1`],
  ['of MongoDB', '6955b9000f1e2d3c4b5a6978', '6955b9010f1e2d3c4b5a6978'],
])('an offset %s is one', (_where, ...offsets) => {
  expect(offsets.map((offset) => endsWithOffset({ args: [1, offset], at }))).toEqual([true, true]);
});

it.each([['General'], [`${at - 200_000_000}-0`], [7], [undefined]])('%j is none', (last) => {
  expect(endsWithOffset({ args: ['PjssgW0', last], at })).toBe(false);
});
