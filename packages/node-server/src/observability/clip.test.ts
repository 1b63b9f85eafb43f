import { expect, it } from 'vitest';
import { clip } from './clip.ts';

it('leaves what is small as it is', () => {
  const value = { text: 'hello', list: [1, true, null], nested: { a: {} } };
  expect(clip(value)).toEqual(value);
  expect(clip(undefined)).toBeUndefined();
});

it('cuts long texts and long keys', () => {
  expect(clip('x'.repeat(500))).toBe(`${'x'.repeat(200)}…`);
  expect(clip({ ['k'.repeat(500)]: 1 })).toEqual({ [`${'k'.repeat(200)}…`]: 1 });
});

it('writes binary as its size, and a big integer as text', () => {
  expect(clip({ bytes: Buffer.alloc(3), id: 7n })).toEqual({ bytes: '<3 bytes>', id: '7' });
});

it('survives any depth', () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(JSON.stringify(clip(deep))).toBe('[[[[[[[["…"]]]]]]]]');
});

it('stays small however many parts there are', () => {
  const wide = Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, (_, index) => index));
  expect(JSON.stringify(clip(wide)).length).toBeLessThan(1_000);
  expect(clip(Array(300).fill(1))).toEqual([...Array(199).fill(1), '…']);
  expect(clip({ ...Array(300).fill(1) })).toMatchObject({ 198: 1, '…': '…' });
});
