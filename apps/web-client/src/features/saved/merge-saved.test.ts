import { REDACTED } from '@switchboard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Library, SavedMessage } from './library.ts';
import { changed, library, message, registerSecrets } from './saved.fixture.ts';
import { mergeSaved, readSavedFile, writeSavedFile } from './saved-file.ts';

function merge(mine: Library, messages: readonly SavedMessage[], folders: readonly string[] = []) {
  return mergeSaved(mine, { messages, folders, refused: [] });
}

const base = message('one', { text: 'base', changedAt: 1 });

it('adds what is not there, with its folders', () => {
  const { library: merged, report } = merge(library([]), [message('one', { folder: 'f' })], ['empty']);
  expect(report).toMatchObject({ added: ['one'], updated: [], unchanged: [] });
  expect(merged.folders).toEqual(['empty', 'f']);
});

it('takes what was changed elsewhere alone, and leaves what was changed here alone', () => {
  const newer = changed(base, 'newer', 5);
  const taken = merge(library([base]), [newer]);
  expect(taken.report.updated).toEqual(['one']);
  expect(taken.library.messages.get('one')).toEqual(newer);
  const left = merge(library([newer]), [base]);
  expect(left.report.unchanged).toEqual(['one']);
  expect(left.library.messages.get('one')).toBe(newer);
});

describe('changed on both sides', () => {
  const mine = changed(base, 'mine', 5);

  it('the newer stands, the other is kept as a copy', () => {
    const theirs = changed(base, 'theirs', 7);
    const { library: merged, report } = merge(library([mine]), [theirs]);
    expect(report).toMatchObject({ updated: ['one'], copies: ['one (before the import)'] });
    expect([...merged.messages.values()].map(({ text }) => text)).toEqual(['theirs', 'mine']);
  });

  it('also where the newer is the one here', () => {
    const theirs = changed(base, 'theirs', 3);
    const { library: merged, report } = merge(library([mine]), [theirs]);
    expect(report).toMatchObject({ unchanged: ['one'], copies: ['one (imported)'] });
    expect([...merged.messages.values()].map(({ text }) => text)).toEqual(['mine', 'theirs']);
  });

  it('a copy that was changed since stays as it is when the file comes again', () => {
    const theirs = { ...changed(base, 'theirs', 3), versions: [] };
    const once = merge(library([mine]), [theirs]).library;
    const copy = [...once.messages.values()].find(({ name }) => name === 'one (imported)');
    if (!copy) throw new Error('the import made a copy');
    const edited = library([...once.messages.values(), { ...copy, text: 'edited' }]);
    expect(merge(edited, [theirs]).library.messages.get(copy.id)?.text).toBe('edited');
  });
});

registerSecrets();

describe('secrets', () => {
  const text = (token: string, name = 'Ann'): string => JSON.stringify({ name, token }, null, 2);
  const mine = message('one', { event: 'a:secret', text: text('tok-123') });

  it('that a file left out are taken from here, and no number is rounded', () => {
    const big = { ...message('big', { event: 'no:more' }), text: '{"id":9007199254740993,"password":"x"}' };
    const file = readSavedFile(writeSavedFile(library([big])).text);
    expect(file.messages[0]?.text).toMatch(/"id": 9007199254740993,\s+"password": "•••"/);
    const newer = file.messages.map((one) => ({ ...one, name: 'renamed', versions: ['big-1', 'big-2'] }));
    const kept = merge(library([big]), newer).library.messages.get('big');
    expect(kept?.name).toBe('renamed');
    expect(kept?.text.replace(/\s/g, '')).toBe(big.text);
  });

  it('that a file left out are taken from here', () => {
    const stripped = { ...mine, text: text(REDACTED) };
    expect(merge(library([mine]), [stripped]).report.unchanged).toEqual(['one']);
    const newer = { ...changed(mine, text(REDACTED, 'Bea'), 5) };
    const { library: merged, report } = merge(library([mine]), [newer]);
    expect(merged.messages.get('one')?.text).toBe(text('tok-123', 'Bea'));
    expect(report.withoutSecrets).toEqual([]);
  });

  it('that are nowhere are told', () => {
    const { report } = merge(library([]), [{ ...mine, text: text(REDACTED) }]);
    expect(report.withoutSecrets).toEqual(['one']);
  });

  it('do not take the place of a text that reads the same where nothing is secret', () => {
    const plain = message('two', { text: '"hello"' });
    const newer = changed(plain, `"${REDACTED}"`, 5);
    expect(merge(library([plain]), [newer]).library.messages.get('two')?.text).toBe(`"${REDACTED}"`);
  });
});

describe('whatever two people did', () => {
  /** Edits of one message by two people who started from the same. */
  const history = fc.array(fc.record({ text: fc.string({ maxLength: 3 }), at: fc.nat(20) }), {
    maxLength: 3,
  });
  const sides = fc
    .tuple(history, history)
    .map(([one, other]) =>
      [one, other].map((edits, side) =>
        edits.reduce((before, { text, at }) => changed(before, `${side}${text}`, at), base),
      ),
    );

  it('no text is lost, and the same file again changes nothing', () => {
    fc.assert(
      fc.property(sides, ([mine = base, theirs = base]) => {
        const once = merge(library([mine]), [theirs]).library;
        const texts = [...once.messages.values()].map(({ text }) => text);
        for (const { text, versions } of [mine, theirs]) {
          const isOlder = [mine, theirs].some(
            (other) => other.text !== text && other.versions.includes(versions.at(-1) ?? ''),
          );
          if (!isOlder) expect(texts).toContain(text);
        }
        const twice = merge(once, [theirs]);
        expect(twice.library.messages).toEqual(once.messages);
        expect(twice.report).toMatchObject({ unchanged: [theirs.name], copies: [] });
      }),
    );
  });
});

it('takes a file of many messages', { timeout: 20_000 }, () => {
  const messages = Array.from({ length: 10_000 }, (_, index) =>
    message(`m${index}`, { folder: `f${index % 50}` }),
  );
  const { library: merged, report } = mergeSaved(library([]), { messages, folders: [], refused: [] });
  expect([merged.messages.size, merged.folders.length, report.added.length]).toEqual([10_000, 50, 10_000]);
});
