import { expect, it } from 'vitest';
import { clipSample } from './clip-sample.ts';
import { jsonSize } from './json-size.ts';

it('copies a small value whole', () => {
  const value = { a: [1, 'two', null, true], bytes: Uint8Array.of(1, 2), at: new Date(0) };
  const { value: copy, bytes } = clipSample(value, 1_000);
  expect(copy).toEqual(value);
  expect(copy).not.toBe(value);
  expect(bytes).toBeLessThan(200);
});

it.each([
  ['a long text', 'x'.repeat(1_000_000)],
  ['a long list', Array.from({ length: 100_000 }, (_, index) => index)],
  [
    'an object of many keys',
    Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1])),
  ],
  ['a long key', { ['k'.repeat(1_000_000)]: 1 }],
  ['large binary', new Uint8Array(1_000_000)],
  ['many small objects', Array.from({ length: 50_000 }, () => ({}))],
])('%s is cut', (_what, value) => {
  const { value: copy, bytes } = clipSample(value, 2_000);
  expect(jsonSize(copy)).toBeLessThan(2_500);
  expect(bytes).toBeLessThan(2_500);
});

it('marks what is left out', () => {
  expect(clipSample('abcdefghij', 12).value).toBe('abcd…');
  expect(clipSample([1, 2, 3, 4], 24).value).toEqual([1, 2, '…']);
});

it('ends for what is circular, or nested a hundred thousand levels deep', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  let deep: unknown = 'core';
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  for (const value of [circular, deep]) expect(clipSample(value, 20_000).bytes).toBeLessThan(20_100);
});

it('a key of `__proto__` is a key like any other', () => {
  const value = JSON.parse('{"__proto__":{"a":1}}');
  expect(Object.keys(clipSample(value, 1_000).value as object)).toEqual(['__proto__']);
});
