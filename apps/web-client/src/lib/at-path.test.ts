import { expect, it } from 'vitest';
import { getAtPath, setAtPath } from './at-path.ts';

it('changes one place and leaves the rest as it is', () => {
  const draft = { a: 1, b: [{ c: 2 }, { c: 3 }] };
  expect(setAtPath(draft, ['b', 1, 'c'], 4)).toEqual({ a: 1, b: [{ c: 2 }, { c: 4 }] });
  expect(draft).toEqual({ a: 1, b: [{ c: 2 }, { c: 3 }] });
});

it('makes the objects on the way, keeps the order of keys, and takes out what is undefined', () => {
  expect(setAtPath(undefined, ['a', 'b'], 1)).toEqual({ a: { b: 1 } });
  expect(Object.keys(setAtPath({ a: 1, b: 2 }, ['a'], 3) as object)).toEqual(['a', 'b']);
  expect(setAtPath({ a: 1, b: 2 }, ['a'], undefined)).toEqual({ b: 2 });
});

it('finds own values only', () => {
  expect(getAtPath({ a: [{ b: 1 }] }, ['a', 0, 'b'])).toBe(1);
  expect(getAtPath({}, ['toString'])).toBeUndefined();
  expect(getAtPath('text', ['length', 'x'])).toBeUndefined();
});
