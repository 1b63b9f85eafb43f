import { randomBytes } from 'node:crypto';
import type { Message } from '@switchboard/events';
import { dataOf, next, record } from '@switchboard/node-server/testing';
import type { Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { failure, settled, startApp } from '../app.fixture.ts';

const room = 'general';
const send = (socket: Socket, message: object): Promise<unknown> =>
  socket.emitWithAck('message:send', { room, ...message });
const file = (bytes: Buffer) => ({ name: 'file.bin', type: 'application/octet-stream', bytes });

async function historyOf(
  socket: Socket,
  options: object = {},
): Promise<{ messages: Message[]; hasMore: boolean }> {
  return dataOf(await socket.emitWithAck('message:history', { room, ...options }));
}
const seqs = ({ messages }: { messages: Message[] }): number[] => messages.map(({ seq }) => seq);

describe('message:send', () => {
  it('is heard by everyone in the room, every tab and the sender too, and by nobody else', async () => {
    await using app = await startApp();
    const [alice, bob, carol] = [await app.login('Alice'), await app.login('Bob'), await app.login('Carol')];
    const tab = await app.connect({ auth: { token: bob.token } });
    const idleTab = await app.connect({ auth: { token: bob.token } });
    for (const { socket } of [alice, bob, { socket: tab }]) await socket.emitWithAck('room:join', { room });
    await carol.socket.emitWithAck('room:join', { room: 'other' });
    const left = await app.login('Dave');
    await left.socket.emitWithAck('room:join', { room });
    await left.socket.emitWithAck('room:leave', { room });
    const inside = [alice.socket, bob.socket, tab];
    const outside = [idleTab, carol.socket, left.socket, await app.connect()];
    const [heardInside, heardOutside] = [inside.map(record), outside.map(record)];

    const reply = await send(alice.socket, { text: 'hello' });

    const { id, seq, sentAt } = dataOf<{ id: string; seq: number; sentAt: string }>(reply as never);
    expect(seq).toBe(1);
    expect(Math.abs(Date.now() - Date.parse(sentAt))).toBeLessThan(10_000);
    await settled(...inside, ...outside);
    const message = { id, room, seq, author: alice.user, text: 'hello', sentAt };
    expect(heardInside).toEqual(inside.map(() => [['message:sent', message]]));
    expect(heardOutside).toEqual([[], [], [], []]);
  });

  it('counts each room from 1 without holes, even when everybody speaks at once', async () => {
    await using app = await startApp();
    const people = await Promise.all(['Alice', 'Bob', 'Carol'].map((name) => app.login(name)));
    for (const { socket } of people) {
      for (const each of ['one', 'two']) await socket.emitWithAck('room:join', { room: each });
    }
    const replies = await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const where = i % 2 ? 'one' : 'two';
        const reply = await people[i % 3]?.socket.emitWithAck('message:send', { room: where, text: `${i}` });
        return { where, seq: dataOf<{ seq: number }>(reply).seq };
      }),
    );
    for (const each of ['one', 'two']) {
      const given = replies.filter(({ where }) => where === each).map(({ seq }) => seq);
      expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    }
  });

  it('stores a repeated call id once, and sends the room nothing again', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    const heard = record(socket);
    const first = await socket.emitWithAck('message:send', { room, text: 'once' }, { id: 'call-1' });
    const second = await socket.emitWithAck('message:send', { room, text: 'once' }, { id: 'call-1' });
    expect(second).toEqual(first);
    await settled(socket);
    expect(heard).toHaveLength(1);
    expect((await historyOf(socket)).messages).toHaveLength(1);
  });

  it('needs the room to be joined by this connection', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    await (await app.connect({ auth: { token } })).emitWithAck('room:join', { room });
    expect(await send(socket, { text: 'hi' })).toEqual(failure('ROOM_NOT_JOINED', { data: { room } }));
  });

  it.each([
    [{ text: '' }, ['text']],
    [{ text: 'x'.repeat(2_001) }, ['text']],
    [{ text: null }, ['text']],
    [{ text: 'hi', room: 'No Room' }, ['room']],
    [{ text: 'hi', attachment: { name: 'a', type: 'b' } }, ['attachment', 'bytes']],
    [{ text: 'hi', attachment: { name: 'a', type: 'b', bytes: [1, 2] } }, ['attachment', 'bytes']],
    [{ text: 'hi', attachment: { ...file(Buffer.alloc(131_073)) } }, ['attachment', 'bytes']],
    [{ text: 'hi', attachment: { ...file(Buffer.alloc(1)), name: '' } }, ['attachment', 'name']],
    [{ text: 'hi', attachment: { ...file(Buffer.alloc(1)), type: 'x'.repeat(129) } }, ['attachment', 'type']],
  ])('refuses what does not fit and says where (%#)', async (message, path) => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    expect(await send(socket, message)).toEqual(
      failure('BAD_REQUEST', { issues: [expect.objectContaining({ path })] }),
    );
    expect((await historyOf(socket)).messages).toEqual([]);
  });

  it('leaves out what the contract does not name', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    const attachment = { ...file(Buffer.from([1])), size: 1 };
    expect(await send(socket, { text: 'hi', seq: 7, attachment })).toMatchObject({
      ok: true,
      data: { seq: 1 },
    });
    const [stored] = (await historyOf(socket)).messages;
    expect(stored).toEqual({ ...stored, seq: 1, text: 'hi', attachment: file(Buffer.from([1])) });
  });

  it('refuses a packet over its limit, unread', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    expect(await send(socket, { text: 'hi', attachment: file(Buffer.alloc(170_000)) })).toEqual(
      failure('PAYLOAD_TOO_LARGE'),
    );
  });
});

describe('an attachment', () => {
  it.each([0, 1, 131_072])('of %i bytes arrives byte for byte, now and later', async (size) => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    for (const { socket } of [alice, bob]) await socket.emitWithAck('room:join', { room });
    const bytes = randomBytes(size);
    const heard = next<Message>(bob.socket, 'message:sent');
    const reply = await send(alice.socket, { text: 'look', attachment: file(bytes) });
    expect(reply).toMatchObject({ ok: true });
    const joined = dataOf<{ recent: Message[] }>(await alice.socket.emitWithAck('room:join', { room }));
    const { messages } = await historyOf(bob.socket);
    for (const message of [await heard, messages[0], joined.recent[0]]) {
      // Not one element after the other, which takes seconds.
      expect(message?.attachment).toMatchObject({ ...file(bytes), bytes: expect.any(Uint8Array) });
      expect(bytes.equals(message?.attachment?.bytes ?? Buffer.from('missing'))).toBe(true);
    }
  });
});

describe('message:history', () => {
  it('pages from the newest back to the first, each page in order', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    for (let i = 0; i < 60; i++) await send(socket, { text: `${i}` });
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

    const newest = await historyOf(socket);
    expect([seqs(newest), newest.hasMore]).toEqual([range(11, 60), true]);
    const older = await historyOf(socket, { before: 11 });
    expect([seqs(older), older.hasMore]).toEqual([range(1, 10), false]);
    const few = await historyOf(socket, { before: 11, limit: 9 });
    expect([seqs(few), few.hasMore]).toEqual([range(2, 10), true]);
    const exact = await historyOf(socket, { before: 11, limit: 10 });
    expect([seqs(exact), exact.hasMore]).toEqual([range(1, 10), false]);
    const none = await historyOf(socket, { before: 1 });
    expect([seqs(none), none.hasMore]).toEqual([[], false]);
    expect(seqs(await historyOf(socket, { limit: 100 }))).toEqual(range(1, 60));
  });

  it('ends a page at 10 attachments, which is what a client can decode', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    for (let i = 1; i <= 12; i++) await send(socket, { text: `${i}`, attachment: file(Buffer.from([i])) });
    const newest = await historyOf(socket);
    expect([seqs(newest), newest.hasMore]).toEqual([[3, 4, 5, 6, 7, 8, 9, 10, 11, 12], true]);
    const older = await historyOf(socket, { before: 3 });
    expect([seqs(older), older.hasMore]).toEqual([[1, 2], false]);
    const joined = dataOf<{ recent: Message[] }>(await socket.emitWithAck('room:join', { room }));
    expect(joined.recent).toHaveLength(10);
  });

  it('ends a page at 256 KiB of attachments, so that pages of many rooms fit into a slow line', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room });
    for (let i = 1; i <= 5; i++)
      await send(socket, { text: `${i}`, attachment: file(Buffer.alloc(100_000)) });
    const newest = await historyOf(socket);
    expect([seqs(newest), newest.hasMore]).toEqual([[4, 5], true]);
    const older = await historyOf(socket, { before: 4 });
    expect([seqs(older), older.hasMore]).toEqual([[2, 3], true]);
    const joined = dataOf<{ recent: Message[] }>(await socket.emitWithAck('room:join', { room }));
    expect(seqs({ messages: joined.recent })).toEqual([4, 5]);
  });

  it('needs the room to be joined, and reads no other', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    await alice.socket.emitWithAck('room:join', { room });
    await send(alice.socket, { text: 'secret' });
    await bob.socket.emitWithAck('room:join', { room: 'other' });
    expect(await bob.socket.emitWithAck('message:history', { room })).toEqual(
      failure('ROOM_NOT_JOINED', { data: { room } }),
    );
    expect(await bob.socket.emitWithAck('message:history', { room: 'other' })).toEqual({
      ok: true,
      data: { messages: [], hasMore: false, epoch: expect.any(String) },
    });
  });

  it.each([
    [{ before: 0 }, 'before'],
    [{ before: 1.5 }, 'before'],
    [{ limit: 0 }, 'limit'],
    [{ limit: 101 }, 'limit'],
    [{ limit: '10' }, 'limit'],
  ])('refuses %o and says where', async (options, name) => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    expect(await socket.emitWithAck('message:history', { room, ...options })).toEqual(
      failure('BAD_REQUEST', { issues: [expect.objectContaining({ path: [name] })] }),
    );
  });
});

describe('typing:set', () => {
  it('notifies the other people in the room, and no tab of oneself', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    const tab = await app.connect({ auth: { token: alice.token } });
    const outsider = await app.login('Carol');
    for (const socket of [alice.socket, tab, bob.socket]) await socket.emitWithAck('room:join', { room });
    const sockets = [alice.socket, tab, bob.socket, outsider.socket];
    const heard = sockets.map(record);
    alice.socket.emit('typing:set', { room, typing: true });
    expect(await alice.socket.emitWithAck('typing:set', { room, typing: false })).toEqual({ ok: true });
    await settled(...sockets);
    const changes = [true, false].map((typing) => ['typing:changed', { room, user: alice.user, typing }]);
    expect(heard).toEqual([[], [], changes, []]);
  });

  it('is refused outside the room, and where it does not fit', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    const message = 'Join the room "general" first.';
    expect(await socket.emitWithAck('typing:set', { room, typing: true })).toEqual(
      failure('FORBIDDEN', { message }),
    );
    expect(await socket.emitWithAck('typing:set', { room, typing: 'yes' })).toEqual(
      failure('BAD_REQUEST', { issues: [expect.objectContaining({ path: ['typing'] })] }),
    );
  });
});
