import { expect, it } from 'vitest';
import { listSaved } from './list-saved.ts';
import { library, message } from './saved.fixture.ts';

const all = library(
  [
    message('b 10'),
    message('b 9'),
    message('Alpha', { folder: 'Rooms', event: 'room:join' }),
    message('beta', { folder: 'Rooms' }),
  ],
  ['Rooms', 'Empty'],
);

function shown(search: string): [string | undefined, string[]][] {
  return listSaved(all, search).map(({ name, messages }) => [name, messages.map((item) => item.name)]);
}

it('lists by name, numbers by their size, what lies in no folder first', () => {
  expect(shown('')).toEqual([
    [undefined, ['b 9', 'b 10']],
    ['Empty', []],
    ['Rooms', ['Alpha', 'beta']],
  ]);
});

it('finds by every word of name, event and folder, and hides what holds nothing then', () => {
  expect(shown('JOIN rooms')).toEqual([['Rooms', ['Alpha']]]);
  expect(shown('rooms')).toEqual([['Rooms', ['Alpha', 'beta']]]);
  expect(shown('nowhere')).toEqual([]);
});
