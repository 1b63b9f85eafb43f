import { expect, it } from 'vitest';
import { declaredError } from './event-map.ts';
import { ownValue } from './own-value.ts';

const INHERITED = ['toString', 'constructor', '__proto__', 'hasOwnProperty'];

it('finds what a map has itself', () => {
  expect(ownValue({ a: 1 }, 'a')).toBe(1);
  expect(ownValue({ a: 1 }, 'b')).toBeUndefined();
  expect(ownValue(undefined, 'a')).toBeUndefined();
  expect(ownValue(JSON.parse('{"__proto__":7}') as Record<string, unknown>, '__proto__')).toBe(7);
});

it.each(INHERITED)('never finds %s, which every map inherits', (name) => {
  expect(ownValue({}, name)).toBeUndefined();
  expect(declaredError({ summary: 'Enter', errors: {} }, name)).toBeUndefined();
  expect(declaredError({ summary: 'Enter' }, name)).toBeUndefined();
});
