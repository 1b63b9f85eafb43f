import { openSqlite } from '@switchboard/node-server/stores';
import { openDatabase, startTestRedis } from '@switchboard/node-server/testing';
import { afterAll, expect, it } from 'vitest';
import { failure, startApp, tempFolder } from '../app.fixture.ts';
import type { MessageStore } from './message-store.ts';
import { createRedisMessageStore } from './redis/message-store.ts';
import { messageJobs } from './sqlite/message-store.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
const author = { id: 'u1', name: 'Alice' };
const attachment = (bytes: number) => ({ name: 'a', type: 'b', bytes: new Uint8Array(bytes) });
const page = { limit: 10, maxAttachments: 10, maxAttachmentBytes: 1_000_000 };

const kinds: Record<string, () => Promise<MessageStore>> = {
  SQLite: async () => (await openSqlite(tempFolder(), 'durable')).store(messageJobs),
  Redis: async () => createRedisMessageStore(await redis.connect()),
};

it.each(Object.entries(kinds))(
  'the attachments of a room have no more bytes than they may, in %s',
  async (_name, open) => {
    const store = await open();
    const options = { maxAttachmentBytes: 250 };
    const send = (room: string, bytes?: number, callId?: string) =>
      store.append(
        room,
        { author, text: 'hi', ...(bytes && { attachment: attachment(bytes) }) },
        { ...options, callId },
      );
    expect(await send('a', 100, 'c')).toMatchObject({ isNew: true });
    expect(await send('a', 150)).toMatchObject({ isNew: true });
    expect(await send('a', 1)).toBe('full');
    // What is there stays, a repeated call gets its first reply, and text and other rooms have room.
    expect(await send('a', 100, 'c')).toMatchObject({ isNew: false });
    expect(await send('a')).toMatchObject({ isNew: true, message: { seq: 3 } });
    expect(await send('b', 250)).toMatchObject({ isNew: true });
    expect((await store.read('a', page)).messages.map(({ attachment }) => attachment?.bytes.length)).toEqual([
      100,
      150,
      undefined,
    ]);
  },
);

it.each(Object.entries(kinds))(
  'a page ends at so many bytes of attachments, but its first may be larger, in %s',
  async (_name, open) => {
    const store = await open();
    // Sizes that fill Base64 to its end, and that do not.
    for (const size of [100, 101, 102, 7, 0]) {
      await store.append('pages', { author, text: `${size}`, attachment: attachment(size) });
      await store.append('pages', { author, text: 'between' });
    }
    const read = async (maxAttachmentBytes: number, before = 10) => {
      const { messages, hasMore } = await store.read('pages', { ...page, before, maxAttachmentBytes });
      return [...messages.map(({ text, attachment }) => attachment?.bytes.length ?? text), hasMore];
    };
    const all = [100, 'between', 101, 'between', 102, 'between', 7, 'between', 0];
    expect(await read(310)).toEqual([...all, false]);
    for (const bytes of [309, 210]) expect(await read(bytes)).toEqual(['between', ...all.slice(2), true]);
    expect(await read(209)).toEqual(['between', ...all.slice(4), true]);
    expect(await read(6)).toEqual(['between', 0, true]);
    expect(await read(1, 6)).toEqual(['between', 102, true]);
  },
);

it('what an earlier version stored in SQLite counts too', async () => {
  const folder = tempFolder();
  const before = await openSqlite(folder, 'durable');
  await (await before.store(messageJobs)).append('a', { author, text: 'hi', attachment: attachment(100) });
  await before.close();
  const database = openDatabase(folder);
  database.exec('ALTER TABLE rooms DROP COLUMN attachment_bytes');
  database.close();
  const store = await (await openSqlite(folder, 'durable')).store(messageJobs);
  const options = { maxAttachmentBytes: 250 };
  expect(await store.append('a', { author, text: 'hi', attachment: attachment(151) }, options)).toBe('full');
  expect(await store.append('a', { author, text: 'hi', attachment: attachment(150) }, options)).toMatchObject(
    {
      isNew: true,
    },
  );
});

it('the refusal says in one sentence what the sender can do', async () => {
  await using app = await startApp({ roomAttachmentBytes: 150 });
  const { socket } = await app.login('Alice');
  await socket.emitWithAck('room:join', { room: 'a' });
  const send = () =>
    socket.emitWithAck('message:send', { room: 'a', text: 'hi', attachment: attachment(100) });
  expect(await send()).toMatchObject({ ok: true });
  expect(await send()).toEqual(
    failure('FORBIDDEN', {
      message:
        'The attachments of the room "a" would have more than 150 bytes: send the text alone, or use another room.',
    }),
  );
});
