import { REDACTED } from '@switchboard/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAVED } from '../../texts/saved.ts';
import { copyOf, type SavedMessage } from './library.ts';
import { library, message, registerSecrets } from './saved.fixture.ts';
import { readSavedFile, readStored, writeSavedFile } from './saved-file.ts';

registerSecrets();

const all = library(
  [
    message('plain', { text: '{\n  "a": 1\n}' }),
    message('spaced', { text: '{"a":1}', folder: 'f' }),
    message('broken', { text: '{ "a": ' }),
    message('nothing', { text: '' }),
    message('big', { text: '{\n  "n": 12345678901234567890\n}' }),
    message('stranger', { event: 'no:more', text: '"x"' }),
    message('secret', {
      event: 'a:secret',
      text: '{\n  "name": "Ann",\n  "token": "tok-123",\n  "keys": [\n    "k1"\n  ]\n}',
    }),
    message('broken secret', { event: 'a:secret', text: '{ "token": "tok-456", ' }),
  ],
  ['f', 'empty'],
);

describe('a file', () => {
  it('gives back every message without a secret as it was', () => {
    const { messages, folders, refused } = readSavedFile(writeSavedFile(all).text);
    const open = (some: Iterable<SavedMessage>) => [...some].filter(({ event }) => event !== 'a:secret');
    expect(open(messages)).toEqual(open(all.messages.values()));
    expect(messages.map(({ id }) => id)).toEqual([...all.messages.keys()]);
    expect(folders).toEqual(['f', 'empty']);
    expect(refused).toEqual([]);
  });

  it('that somebody wrote by hand keeps its digits', () => {
    const head = '"format":"switchboard.saved","version":1,"messages"';
    const text = `{${head}:[{"id":"a","name":"a","event":"a:b","payload":{"n":12345678901234567890,"zero":-0}}]}`;
    const { messages, refused } = readSavedFile(text);
    expect(refused).toEqual([]);
    expect(messages[0]?.text).toBe('{\n  "n": 12345678901234567890,\n  "zero": -0\n}');
  });

  it('gives back what is long, as the storage does', () => {
    let long = message('x'.repeat(300), {
      name: 'n'.repeat(300),
      folder: 'f'.repeat(300),
      event: 'e'.repeat(300),
      text: JSON.stringify('t'.repeat(1_000_001)),
      versions: Array.from({ length: 300 }, (_, index) => `${'v'.repeat(300)}${index}`),
    });
    for (let copies = 0; copies < 20; copies++) long = copyOf(long, 'imported');
    const { messages, refused } = readSavedFile(writeSavedFile(library([long])).text);
    expect(refused).toEqual([]);
    expect(messages).toEqual([long]);
    expect(readStored(long)).toEqual(long);
  });

  it('gives back any text', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const file = writeSavedFile(library([message('one', { text })]));
        expect(readSavedFile(file.text).messages[0]?.text).toBe(text);
      }),
    );
  });

  it('has the payload as JSON where that says the same', () => {
    const file = JSON.parse(writeSavedFile(all).text) as { messages: object[] };
    expect(file.messages[0]).toMatchObject({ payload: { a: 1 } });
    expect(file.messages[4]).toMatchObject({ text: '{\n  "n": 12345678901234567890\n}' });
  });

  it('of one folder has what is in it and nothing else', () => {
    const { messages, folders } = readSavedFile(writeSavedFile(all, 'f').text);
    expect(messages.map(({ id }) => id)).toEqual(['spaced']);
    expect(folders).toEqual(['f']);
  });
});

describe('secrets', () => {
  it('are left out, also those in a draft that is not JSON', () => {
    const { text } = writeSavedFile(all);
    expect(text).not.toMatch(/tok-123|tok-456|k1/);
    expect(text).toContain(REDACTED);
    expect(text).toContain('"Ann"');
  });

  it('are named by their messages; those of which nobody can say are counted', () => {
    const file = writeSavedFile(all);
    expect(file).toMatchObject({
      count: all.messages.size,
      withoutSecrets: ['secret', 'broken secret'],
      unknown: 1,
    });
    expect(SAVED.exported(file)).toBe(
      'Exported 8 messages. Secrets are left out of "secret", "broken secret". Read the file before you share it: no contract has the events of 1 of them.',
    );
  });
});

describe('garbage', () => {
  it.each([
    ['no JSON', '{ "format": ', /^the file: it is not JSON: /],
    ['another file', '{"name":"x"}', /no file of saved messages.*format/],
    ['a newer format', '{"format":"switchboard.saved","version":2,"messages":[]}', /version/],
    ['a list', '[]', /no file of saved messages/],
  ])('%s is refused as a whole, with the reason', (_what, text, reason) => {
    const { messages, refused } = readSavedFile(text);
    expect(messages).toEqual([]);
    expect(refused).toEqual([expect.stringMatching(reason)]);
  });

  it('inside a good file is refused one by one, and the rest is read', () => {
    const text = JSON.stringify({
      format: 'switchboard.saved',
      version: 1,
      folders: ['f', 7],
      messages: [message('good'), { id: 'x', name: 'no event' }, null, { ...message('bad'), name: '  ' }],
    });
    const { messages, folders, refused } = readSavedFile(text);
    expect(messages.map(({ id }) => id)).toEqual(['good']);
    expect(folders).toEqual(['f']);
    expect(refused).toEqual([
      expect.stringMatching(/^folders\[1\]: /),
      expect.stringMatching(/^messages\[1\] "no event": event: /),
      expect.stringMatching(/^messages\[2\]: /),
      expect.stringMatching(/^messages\[3\] " {2}": name: /),
    ]);
  });

  it('that nests too deep is refused alone in a file, and kept as its text where it was saved', () => {
    const nested = '['.repeat(100_000) + ']'.repeat(100_000);
    const saved = message('deep', { text: nested });
    const { messages, refused } = readSavedFile(writeSavedFile(library([saved])).text);
    expect([messages, refused]).toEqual([[saved], []]);
    const bad = JSON.stringify({ ...message('bad'), payload: 'here' }).replace('"here"', nested);
    const text = `{"format":"switchboard.saved","version":1,"messages":[${bad},${JSON.stringify(message('good'))}]}`;
    const read = readSavedFile(text);
    expect(read.messages.map(({ id }) => id)).toEqual(['good']);
    expect(read.refused).toEqual([expect.stringMatching(/^messages\[0\] "bad": The JSON nests too deep/)]);
  });

  it('never makes it throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        readSavedFile(text);
        readSavedFile(
          JSON.stringify({ format: 'switchboard.saved', version: 1, folders: [value], messages: [value] }),
        );
      }),
    );
  });

  it('in the storage is passed over', () => {
    expect(readStored({ id: 1 })).toBeUndefined();
    expect(readStored(undefined)).toBeUndefined();
    expect(readStored(message('one', { folder: 'f' }))).toEqual(message('one', { folder: 'f' }));
  });
});
