import { describe, expect, it } from 'vitest';
import {
  addFolder,
  changeMessage,
  deleteFolder,
  listSaved,
  putMessages,
  renameFolder,
  updateText,
} from './library.ts';
import { changed, library, message } from './saved.fixture.ts';

it('a change makes a new version of the message and leaves the rest', () => {
  const before = library([message('one', { folder: 'f' }), message('two')], ['f']);
  const after = changeMessage('one', { name: 'new name' })(before);
  expect(after.messages.get('one')).toEqual({
    ...message('one', { folder: 'f' }),
    name: 'new name',
    changedAt: expect.any(Number),
    versions: ['one-1', expect.stringMatching(/^[0-9a-f]{24}$/)],
  });
  expect(after.messages.get('two')).toBe(before.messages.get('two'));
});

it('moves a message into a folder that it makes, and out of any', () => {
  const into = changeMessage('one', { folder: 'new' })(library([message('one')]));
  expect(into.folders).toEqual(['new']);
  expect(into.messages.get('one')?.folder).toBe('new');
  const out = changeMessage('one', { folder: '' })(into);
  expect(out.messages.get('one')?.folder).toBe('');
});

it('changing what someone deleted does nothing', () => {
  const empty = library([]);
  expect(changeMessage('gone', { name: 'x' })(empty)).toBe(empty);
});

describe('an update of the text', () => {
  it('keeps as a copy what someone else wrote meanwhile', () => {
    const seen = message('one', { text: 'mine' });
    const theirs = changed(seen, 'theirs', 5);
    const after = updateText(seen, 'newer')(library([theirs]));
    expect([...after.messages.values()].map(({ name, text }) => [name, text])).toEqual([
      ['one', 'newer'],
      ['one (changed elsewhere)', 'theirs'],
    ]);
  });

  it('is no conflict with a new name', () => {
    const seen = message('one', { text: 'mine' });
    const renamed = library([{ ...seen, name: 'renamed elsewhere' }]);
    const after = updateText(seen, 'newer')(renamed);
    expect([...after.messages.values()].map(({ name, text }) => [name, text])).toEqual([
      ['renamed elsewhere', 'newer'],
    ]);
  });

  it('brings back what someone deleted', () => {
    const after = updateText(message('one'), 'newer')(library([]));
    expect(after.messages.get('one')?.text).toBe('newer');
  });
});

describe('a folder', () => {
  const before = library([message('in', { folder: 'f' }), message('out')], ['f', 'g']);

  it('takes its messages along to its new name, and into another folder of that name', () => {
    const renamed = renameFolder('f', 'h')(before);
    expect(renamed.folders).toEqual(['g', 'h']);
    expect(renamed.messages.get('in')?.folder).toBe('h');
    const joined = renameFolder('f', 'g')(before);
    expect(joined.folders).toEqual(['g']);
    expect(joined.messages.get('in')?.folder).toBe('g');
  });

  it('goes with what is in it, and both come back', () => {
    const deleted = deleteFolder('f')(before);
    expect(deleted.folders).toEqual(['g']);
    expect([...deleted.messages.keys()]).toEqual(['out']);
    const back = putMessages([message('in', { folder: 'f' })])(deleted);
    expect(back.folders).toEqual(['g', 'f']);
    expect(back.messages.get('in')).toEqual(before.messages.get('in'));
  });

  it('is there once', () => {
    expect(addFolder('f')(before)).toEqual(before);
  });
});

const listed = library(
  [
    message('b 10'),
    message('b 9'),
    message('Alpha', { folder: 'Rooms', event: 'room:join' }),
    message('beta', { folder: 'Rooms' }),
  ],
  ['Rooms', 'Empty'],
);

function shown(search: string): [string, string[]][] {
  return listSaved(listed, search).map(({ name, messages }) => [name, messages.map((item) => item.name)]);
}

it('lists by name, numbers by their size, what lies in no folder first', () => {
  expect(shown('')).toEqual([
    ['', ['b 9', 'b 10']],
    ['Empty', []],
    ['Rooms', ['Alpha', 'beta']],
  ]);
});

it('finds by every word of name, event and folder, and hides what holds nothing then', () => {
  expect(shown('JOIN rooms')).toEqual([['Rooms', ['Alpha']]]);
  expect(shown('rooms')).toEqual([['Rooms', ['Alpha', 'beta']]]);
  expect(shown('nowhere')).toEqual([]);
});
