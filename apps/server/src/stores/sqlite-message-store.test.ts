import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from './database.ts';
import type { MessageStore } from './message-store.ts';
import { createSqliteMessageStore } from './sqlite-message-store.ts';

const author = { id: 'u1', name: 'Alice' };
const page = { limit: 100, maxAttachments: 10 };

function open(folder = tempFolder()): MessageStore & Disposable {
  const database = openDatabase(folder);
  return Object.assign(createSqliteMessageStore(database), { [Symbol.dispose]: () => database.close() });
}

describe('the log of a room', () => {
  it('grows by one, without holes, under 200 appends at once over two rooms', async () => {
    using store = open();
    const appended = await Promise.all(
      Array.from({ length: 200 }, (_, i) => store.append(i % 2 ? 'a' : 'b', { author, text: `${i}` })),
    );
    for (const room of ['a', 'b']) {
      const seqs = appended.flatMap(({ message }) => (message.room === room ? message.seq : []));
      expect(seqs.sort((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      const { messages } = await store.read(room, page);
      expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    }
  });

  it('grows without holes when two processes write to it', async () => {
    const folder = tempFolder();
    using one = open(folder);
    using other = open(folder);
    for (let i = 0; i < 20; i++) await (i % 2 ? one : other).append('a', { author, text: `${i}` });
    const { messages } = await one.read('a', page);
    expect(messages.map(({ seq, text }) => [seq, text])).toEqual(
      Array.from({ length: 20 }, (_, i) => [i + 1, `${i}`]),
    );
  });

  it('is there after it was opened again, as the same history', async () => {
    const folder = tempFolder();
    const read = async (work: (store: MessageStore) => Promise<unknown>) => {
      using store = open(folder);
      return [store.epoch, await work(store)];
    };
    const [epoch, { message }] = (await read((store) => store.append('a', { author, text: 'hi' }))) as [
      string,
      { message: unknown },
    ];
    expect(await read((store) => store.read('a', page))).toEqual([
      epoch,
      { messages: [message], hasMore: false },
    ]);
    using another = open();
    expect(another.epoch).not.toBe(epoch);
  });

  it.each(['a\u0000b', '\u0000', 'lone \ud800 surrogate', '\u{1f600} \u202e', "'; DROP TABLE messages; --"])(
    'gives back the text %j as it was',
    async (text) => {
      using store = open();
      const attachment = { name: text, type: text, bytes: new Uint8Array(randomBytes(9)) };
      const { message } = await store.append('a', { author: { id: 'u1', name: text }, text, attachment });
      expect(message).toMatchObject({ author: { name: text }, text, attachment });
      expect((await store.read('a', page)).messages).toEqual([message]);
    },
  );

  it('names the rooms, the last used first', async () => {
    using store = open();
    for (const room of ['a', 'b', 'c']) {
      const { message } = await store.append(room, { author, text: 'hi' });
      // One millisecond is the clock's step.
      while (new Date().toISOString() === message.sentAt);
    }
    await store.append('a', { author, text: 'again' });
    expect(await store.rooms(2)).toEqual(['a', 'c']);
    expect(await store.rooms(10)).toEqual(['a', 'c', 'b']);
  });
});

describe('append with a call id', () => {
  it('gives the first message again, and stores nothing', async () => {
    using store = open();
    const attachment = { name: 'n', type: 't', bytes: new Uint8Array([1, 2, 3]) };
    const first = await store.append('a', { author, text: 'one', attachment }, { callId: 'c' });
    const again = await store.append('a', { author, text: 'two' }, { callId: 'c' });
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(again.message).toEqual(first.message);
    expect((await store.append('a', { author, text: 'next' })).message.seq).toBe(2);
  });

  it('counts ids of each author apart, and texts that differ after a NUL', async () => {
    using store = open();
    const other = { id: 'u2', name: 'Bob' };
    const calls = [
      [author, 'c'],
      [other, 'c'],
      [author, 'c\u0000'],
      [author, 'c\u0000x'],
    ] as const;
    for (const [by, callId] of calls) {
      expect((await store.append('a', { author: by, text: 'hi' }, { callId })).isNew).toBe(true);
    }
  });

  it('stores once what is appended twice at once', async () => {
    using store = open();
    const both = await Promise.all(
      ['x', 'y'].map((text) => store.append('a', { author, text }, { callId: 'c' })),
    );
    expect(both.map(({ isNew }) => isNew)).toEqual([true, false]);
    expect(both[1]?.message).toEqual(both[0]?.message);
  });
});

describe('a store that is down', () => {
  it('answers SERVICE_UNAVAILABLE, and keeps the reason for the log', async () => {
    const store = open();
    store[Symbol.dispose]();
    const unavailable = { code: 'SERVICE_UNAVAILABLE', cause: expect.any(Error) };
    await expect(store.append('a', { author, text: 'hi' })).rejects.toMatchObject(unavailable);
    await expect(store.read('a', page)).rejects.toMatchObject(unavailable);
    await expect(store.rooms(1)).rejects.toMatchObject(unavailable);
  });
});
