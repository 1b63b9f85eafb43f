import { randomBytes } from 'node:crypto';
import { openSqlite } from '@switchboard/node-server/stores';
import { openDatabase, startTestRedis } from '@switchboard/node-server/testing';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import type { Appended, MessageStore, NewMessage, PageOptions } from './message-store.ts';
import { createRedisMessageStore } from './redis/message-store.ts';
import { messageJobs } from './sqlite/message-store.ts';

const author = { id: 'u1', name: 'Alice' };
const page = { limit: 100, maxAttachments: 10, maxAttachmentBytes: 1_000 };
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

interface OpenStore extends MessageStore {
  /** Takes the store away from under its user. */
  shut(): unknown;
}

/** Appends what must not be a conflict. */
async function append(store: MessageStore, ...args: Parameters<MessageStore['append']>): Promise<Appended> {
  const appended = await store.append(...args);
  if (typeof appended === 'string') throw new Error(`The message is not stored: ${appended}.`);
  return appended;
}

/** Gives what opens the same, at first empty, store as another process would. */
const kinds: Record<string, () => Promise<() => Promise<OpenStore>>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return async () => {
      const database = await openSqlite(folder, 'durable');
      return { ...(await database.store(messageJobs)), shut: database.close };
    };
  },
  Redis: async () => {
    await (await redis.connect()).flushAll();
    return async () => {
      const client = await redis.connect();
      return { ...createRedisMessageStore(client), shut: () => client.destroy() };
    };
  },
};

describe.each(Object.entries(kinds))('messages in %s', (_name, createStore) => {
  let open: () => Promise<OpenStore>;
  beforeEach(async () => {
    open = await createStore();
  });

  describe('the log of a room', () => {
    it('grows by one, without holes, under 200 appends at once over two rooms', async () => {
      const store = await open();
      const appended = await Promise.all(
        Array.from({ length: 200 }, (_, i) => append(store, i % 2 ? 'a' : 'b', { author, text: `${i}` })),
      );
      for (const room of ['a', 'b']) {
        const seqs = appended.flatMap(({ message }) => (message.room === room ? message.seq : []));
        expect(seqs.sort((x, y) => x - y)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
        const { messages } = await store.read(room, page);
        expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
      }
    });

    it('grows without holes when two processes write to it', async () => {
      const [one, other] = [await open(), await open()];
      for (let i = 0; i < 20; i++) await (i % 2 ? one : other).append('a', { author, text: `${i}` });
      const { messages } = await one.read('a', page);
      expect(messages.map(({ seq, text }) => [seq, text])).toEqual(
        Array.from({ length: 20 }, (_, i) => [i + 1, `${i}`]),
      );
    });

    it('is there after it was opened again, as the same history', async () => {
      const store = await open();
      const { message } = await append(store, 'a', { author, text: 'hi' });
      const { epoch } = await store.read('a', page);
      await store.shut();
      expect(await (await open()).read('a', page)).toEqual({ messages: [message], hasMore: false, epoch });
    });

    it('gives one page after the other, each cut at too many attachments', async () => {
      const store = await open();
      const attachment = { name: 'n', type: 't', bytes: new Uint8Array([1]) };
      for (let i = 1; i <= 40; i++) {
        await store.append('a', { author, text: `${i}`, ...(i % 2 && { attachment }) });
      }
      const seqs = async (options: Partial<PageOptions>) => {
        const { messages, hasMore } = await store.read('a', { ...page, ...options });
        return [messages.at(0)?.seq, messages.at(-1)?.seq, messages.length, hasMore];
      };
      expect(await seqs({ maxAttachments: 99 })).toEqual([1, 40, 40, false]);
      expect(await seqs({ limit: 5 })).toEqual([36, 40, 5, true]);
      expect(await seqs({ before: 36, limit: 5 })).toEqual([31, 35, 5, true]);
      expect(await seqs({ before: 3, limit: 5 })).toEqual([1, 2, 2, false]);
      expect(await seqs({ before: 1 })).toEqual([undefined, undefined, 0, false]);
      expect(await seqs({ maxAttachments: 3 })).toEqual([34, 40, 7, true]);
    });

    it.each([
      'a\u0000b',
      '\u0000',
      'lone \ud800 surrogate',
      '\u{1f600} \u202e',
      "'; DROP TABLE messages; --",
    ])('gives back the text %j as it was', async (text) => {
      const store = await open();
      const attachment = { name: text, type: text, bytes: new Uint8Array(randomBytes(9)) };
      const { message } = await append(store, 'a', { author: { id: 'u1', name: text }, text, attachment });
      expect(message).toMatchObject({ author: { name: text }, text, attachment });
      expect((await store.read('a', page)).messages).toEqual([message]);
    });

    it('names the rooms, the last used first', async () => {
      const store = await open();
      for (const room of ['a', 'b', 'c']) {
        const { message } = await append(store, room, { author, text: 'hi' });
        // One millisecond is the clock's step.
        while (new Date().toISOString() === message.sentAt);
      }
      await store.append('a', { author, text: 'again' });
      expect(await store.rooms(2)).toEqual(['a', 'c']);
      expect(await store.rooms(10)).toEqual(['a', 'c', 'b']);
    });
  });

  describe('append with a call id', () => {
    const attachment = { name: 'n', type: 't', bytes: new Uint8Array([1, 2, 3]) };

    it('gives the first message again, and stores nothing', async () => {
      const store = await open();
      const first = await append(store, 'a', { author, text: 'one', attachment }, { callId: 'c' });
      const renamed = { ...author, name: 'Alice II' };
      const again = await append(store, 'a', { author: renamed, text: 'one', attachment }, { callId: 'c' });
      expect([first.isNew, again.isNew]).toEqual([true, false]);
      expect(again.message).toEqual(first.message);
      expect((await append(store, 'a', { author, text: 'next' })).message.seq).toBe(2);
    });

    it.each<[string, string, Omit<NewMessage, 'author'>]>([
      ['another text', 'a', { text: 'two', attachment }],
      ['another room', 'b', { text: 'one', attachment }],
      ['no attachment', 'a', { text: 'one' }],
      ['another byte', 'a', { text: 'one', attachment: { ...attachment, bytes: new Uint8Array([1, 2, 4]) } }],
      ['another file name', 'a', { text: 'one', attachment: { ...attachment, name: 'm' } }],
      ['another media type', 'a', { text: 'one', attachment: { ...attachment, type: 'u' } }],
    ])('is a conflict with %s, also for another process, and stores nothing', async (_what, room, given) => {
      const [one, other] = [await open(), await open()];
      await append(one, 'a', { author, text: 'one', attachment }, { callId: 'c' });
      expect(await other.append(room, { author, ...given }, { callId: 'c' })).toBe('conflict');
      expect((await one.read('a', page)).messages).toHaveLength(1);
      expect((await one.read('b', page)).messages).toEqual([]);
    });

    it('distinguishes texts that are alike only in UTF-8', async () => {
      const store = await open();
      await append(store, 'a', { author, text: 'x\ud800' }, { callId: 'c' });
      expect(await store.append('a', { author, text: 'x\ud801' }, { callId: 'c' })).toBe('conflict');
    });

    it('counts ids of each author apart, and ids that are alike only up to a NUL or in UTF-8', async () => {
      const store = await open();
      const other = { id: 'u2', name: 'Bob' };
      const calls = [
        [author, 'c'],
        [other, 'c'],
        [author, 'c\u0000'],
        [author, 'c\u0000x'],
        [author, 'c\ud800'],
        [author, 'c\ud801'],
        [author, 'c\ufffd'],
        [author, 'c\\ud800'],
        [author, 'c"'],
        [author, 'c\\"'],
      ] as const;
      for (const [by, callId] of calls) {
        expect((await append(store, 'a', { author: by, text: callId }, { callId })).isNew).toBe(true);
      }
      for (const [by, callId] of calls) {
        expect((await append(store, 'a', { author: by, text: callId }, { callId })).isNew).toBe(false);
      }
    });

    it('stores once what is appended twice at once', async () => {
      const store = await open();
      const both = await Promise.all(
        ['x', 'x'].map((text) => append(store, 'a', { author, text }, { callId: 'c' })),
      );
      expect(both.map(({ isNew }) => isNew)).toEqual([true, false]);
      expect(both[1]?.message).toEqual(both[0]?.message);
    });

    it('says whether the message was published, for each call and to every process', async () => {
      const [one, other] = [await open(), await open()];
      const published = async (callId: string): Promise<boolean> =>
        (await append(other, 'a', { author, text: callId }, { callId })).isPublished;
      const calls = ['c', 'd', 'e\ud800'];
      for (const callId of calls) await append(one, 'a', { author, text: callId }, { callId });
      expect(await Promise.all(calls.map(published))).toEqual([false, false, false]);
      for (const callId of ['c', 'e\ud800', 'unknown']) await one.markPublished(author.id, callId);
      expect(await Promise.all(calls.map(published))).toEqual([true, false, true]);
    });
  });

  describe('a store that is down', () => {
    it('answers SERVICE_UNAVAILABLE, and keeps the reason for the log', async () => {
      const store = await open();
      await store.shut();
      const unavailable = { code: 'SERVICE_UNAVAILABLE', cause: expect.any(Error) };
      await expect(store.append('a', { author, text: 'hi' })).rejects.toMatchObject(unavailable);
      await expect(store.read('a', page)).rejects.toMatchObject(unavailable);
      await expect(store.markPublished('u1', 'c')).rejects.toMatchObject(unavailable);
      await expect(store.rooms(1)).rejects.toMatchObject(unavailable);
    });
  });
});

it('has another epoch where another history begins', async () => {
  const epochs = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const store = await (await openSqlite(tempFolder(), 'durable')).store(messageJobs);
    epochs.add((await store.read('a', page)).epoch);
  }
  const store = createRedisMessageStore(await redis.connect());
  epochs.add((await store.read('a', page)).epoch);
  await redis.kill();
  await redis.start();
  await expect.poll(() => store.rooms(1).catch(() => undefined)).toEqual([]);
  epochs.add((await store.read('a', page)).epoch);
  expect(epochs.size).toBe(4);
});

describe('what the first version stored', () => {
  const known = { id: 'm1', room: 'a', seq: 1, author, text: 'hi', sentAt: '2026-01-01T12:00:00.000Z' };

  async function expectKnown(store: MessageStore): Promise<void> {
    expect((await store.read('a', page)).messages).toEqual([known]);
    expect(await store.append('a', { author, text: 'other' }, { callId: 'c' })).toBe('conflict');
    const again = { message: known, isNew: false };
    const repeat = () => store.append('a', { author, text: 'hi' }, { callId: 'c' });
    expect(await repeat()).toEqual({ ...again, isPublished: false });
    await store.markPublished(author.id, 'c');
    expect(await repeat()).toEqual({ ...again, isPublished: true });
    expect(await store.append('a', { author, text: 'next' }, { callId: 'd' })).toMatchObject({
      message: { seq: 2 },
      isNew: true,
    });
  }

  it('is served from its SQLite file, which several processes may open at once', async () => {
    const folder = tempFolder();
    const before = openDatabase(folder);
    before.exec(`
      CREATE TABLE epoch (id TEXT NOT NULL);
      CREATE TABLE rooms (name TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, used_at TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE messages (
        room TEXT NOT NULL REFERENCES rooms (name), seq INTEGER NOT NULL, author_id TEXT NOT NULL, call_id TEXT,
        message TEXT NOT NULL, bytes BLOB, PRIMARY KEY (room, seq)
      );
      CREATE UNIQUE INDEX messages_by_call ON messages (author_id, call_id) WHERE call_id IS NOT NULL;
      INSERT INTO rooms VALUES ('a', 1, '2026-01-01T12:00:00.000Z');`);
    before
      .prepare(
        'INSERT INTO messages (room, seq, author_id, call_id, message, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run('a', 1, author.id, 'c', JSON.stringify(known), null);
    before.close();
    const stores = await Promise.all(
      [1, 2].map(async () => (await openSqlite(folder, 'durable')).store(messageJobs)),
    );
    for (const store of stores) expect(await store.rooms(1)).toEqual(['a']);
    await expectKnown(stores[1] as MessageStore);
  });

  it('is served from its Redis', async () => {
    const client = await redis.connect();
    await client.flushAll();
    const { room: _room, seq: _seq, ...kept } = known;
    await client.xAdd('switchboard:messages:room:a', '1-0', { message: JSON.stringify(kept), bytes: '' });
    await client.set(`switchboard:messages:call:${JSON.stringify([author.id, 'c'])}`, 'a 1', {
      expiration: { type: 'EX', value: 100 },
    });
    await expectKnown(createRedisMessageStore(client));
  });

  it('does not make Redis keep a call id for longer than a day', async () => {
    const client = await redis.connect();
    const store = createRedisMessageStore(client);
    await store.append('a', { author, text: 'hi' }, { callId: 'lives' });
    await store.markPublished(author.id, 'lives');
    const ttl = await client.ttl(`switchboard:messages:call:${JSON.stringify([author.id, 'lives'])}`);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(86_400);
  });
});
