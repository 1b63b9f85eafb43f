import { randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { startTestRedis } from '../redis/redis.fixture.ts';
import { openDatabase } from './database.ts';
import type { MessageStore, PageOptions } from './message-store.ts';
import { createRedisMessageStore } from './redis-message-store.ts';
import { createSqliteMessageStore } from './sqlite-message-store.ts';

const author = { id: 'u1', name: 'Alice' };
const page = { limit: 100, maxAttachments: 10 };
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

interface OpenStore extends MessageStore {
  /** Takes the store away from under its user. */
  shut(): void;
}

/** Gives what opens the same, at first empty, store as another process would. */
const kinds: Record<string, () => Promise<() => Promise<OpenStore>>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return async () => {
      const database = openDatabase(folder);
      return { ...createSqliteMessageStore(database), shut: () => void database.close() };
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
      const [one, other] = [await open(), await open()];
      for (let i = 0; i < 20; i++) await (i % 2 ? one : other).append('a', { author, text: `${i}` });
      const { messages } = await one.read('a', page);
      expect(messages.map(({ seq, text }) => [seq, text])).toEqual(
        Array.from({ length: 20 }, (_, i) => [i + 1, `${i}`]),
      );
    });

    it('is there after it was opened again, as the same history', async () => {
      const store = await open();
      const { message } = await store.append('a', { author, text: 'hi' });
      const { epoch } = await store.read('a', page);
      store.shut();
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
      const { message } = await store.append('a', { author: { id: 'u1', name: text }, text, attachment });
      expect(message).toMatchObject({ author: { name: text }, text, attachment });
      expect((await store.read('a', page)).messages).toEqual([message]);
    });

    it('names the rooms, the last used first', async () => {
      const store = await open();
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
      const store = await open();
      const attachment = { name: 'n', type: 't', bytes: new Uint8Array([1, 2, 3]) };
      const first = await store.append('a', { author, text: 'one', attachment }, { callId: 'c' });
      const again = await store.append('a', { author, text: 'two' }, { callId: 'c' });
      expect([first.isNew, again.isNew]).toEqual([true, false]);
      expect(again.message).toEqual(first.message);
      expect((await store.append('a', { author, text: 'next' })).message.seq).toBe(2);
    });

    it('counts ids of each author apart, and texts that differ after a NUL', async () => {
      const store = await open();
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
      const store = await open();
      const both = await Promise.all(
        ['x', 'y'].map((text) => store.append('a', { author, text }, { callId: 'c' })),
      );
      expect(both.map(({ isNew }) => isNew)).toEqual([true, false]);
      expect(both[1]?.message).toEqual(both[0]?.message);
    });
  });

  describe('a store that is down', () => {
    it('answers SERVICE_UNAVAILABLE, and keeps the reason for the log', async () => {
      const store = await open();
      store.shut();
      const unavailable = { code: 'SERVICE_UNAVAILABLE', cause: expect.any(Error) };
      await expect(store.append('a', { author, text: 'hi' })).rejects.toMatchObject(unavailable);
      await expect(store.read('a', page)).rejects.toMatchObject(unavailable);
      await expect(store.rooms(1)).rejects.toMatchObject(unavailable);
    });
  });
});

it('has another epoch where another history begins', async () => {
  const epochs = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const store = createSqliteMessageStore(openDatabase(tempFolder()));
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
