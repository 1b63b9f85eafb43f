import { expect, it } from 'vitest';
import { listPage } from './list-page.ts';

const options = { keyOf: (name: string) => name, textOf: (name: string) => name, limit: 2 };

it('gives one page after the other, each thing once, and says how many there are', () => {
  const names = ['d', 'a', 'c', 'e', 'b'];
  const first = listPage(names, options);
  expect(first).toEqual({ items: ['a', 'b'], next: 'b', total: 5 });
  const second = listPage(names, { ...options, cursor: first.next });
  expect(second).toEqual({ items: ['c', 'd'], next: 'd', total: 5 });
  expect(listPage(names, { ...options, cursor: second.next })).toEqual({ items: ['e'], total: 5 });
});

it('goes on where it was, also if what the cursor stood for is gone', () => {
  expect(listPage(['a', 'c', 'd'], { ...options, cursor: 'b' }).items).toEqual(['c', 'd']);
});

it('finds text in upper and lower case', () => {
  expect(listPage(['Alice', 'bob', 'MALI'], { ...options, search: 'ali' })).toEqual({
    items: ['Alice', 'MALI'],
    total: 2,
  });
});

it('gives an empty page of nothing', () => {
  expect(listPage([], options)).toEqual({ items: [], total: 0 });
});
