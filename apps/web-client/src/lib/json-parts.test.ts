import { expect, it } from 'vitest';
import { mapParts } from './json-parts.ts';

const inTens = ({ value }: { value: unknown }) =>
  typeof value === 'number' ? { value: value * 10 } : undefined;

it('replaces parts wherever they stand, and keeps those beside them as they are', () => {
  const open = { text: 'a', list: ['b'] };
  const mapped = mapParts({ open, n: 1, deep: [[2], open] }, inTens) as { open: unknown };
  expect(mapped).toEqual({ open, n: 10, deep: [[20], open] });
  expect(mapped.open).toBe(open);
});

it('gives the very same value back where nothing is replaced, and does not look into binary', () => {
  const value = { bytes: new Uint8Array([1, 2]), buffer: new ArrayBuffer(2), empty: [{}], at: new Date(0) };
  expect(mapParts(value, inTens)).toBe(value);
});
