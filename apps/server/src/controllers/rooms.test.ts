import { record } from '@switchboard/node-server/testing';
import { describe, expect, it } from 'vitest';
import { failure, settled, startApp } from '../app.fixture.ts';

const room = 'general';
const BAD_CURSOR = 'must be `next` of a page before';

describe('room:join', () => {
  it('gives the members, oneself among them, and what was said last', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    expect(await alice.socket.emitWithAck('room:join', { room })).toEqual({
      ok: true,
      data: { room, members: [alice.user], recent: [], epoch: expect.any(String) },
    });
    for (let i = 1; i <= 21; i++) await alice.socket.emitWithAck('message:send', { room, text: `${i}` });
    const { data } = await bob.socket.emitWithAck('room:join', { room });
    expect(data.members).toEqual([alice.user, bob.user]);
    expect(data.recent.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
  });

  it('notifies the others once per person, however many tabs join', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    const tab = await app.connect({ auth: { token: bob.token } });
    const outsider = await app.login('Carol');
    await alice.socket.emitWithAck('room:join', { room });
    const sockets = [alice.socket, bob.socket, tab, outsider.socket];
    const heard = sockets.map(record);
    for (const socket of [bob.socket, tab, bob.socket]) await socket.emitWithAck('room:join', { room });
    await settled(...sockets);
    expect(heard).toEqual([[['room:joined', { room, user: bob.user }]], [], [], []]);
  });

  it('stops at 100 rooms a connection, and goes on after one was left', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    const joins = Array.from({ length: 100 }, (_, i) => socket.emitWithAck('room:join', { room: `r${i}` }));
    expect((await Promise.all(joins)).every(({ ok }) => ok)).toBe(true);
    const refused = failure('FORBIDDEN', { message: 'You are in 100 rooms: leave one first.' });
    expect(await socket.emitWithAck('room:join', { room: 'r100' })).toEqual(refused);
    expect(await socket.emitWithAck('room:join', { room: 'r99' })).toMatchObject({ ok: true });
    await socket.emitWithAck('room:leave', { room: 'r0' });
    expect(await socket.emitWithAck('room:join', { room: 'r100' })).toMatchObject({ ok: true });
  });

  it('lets 100 people in and refuses the next, until one leaves', async () => {
    // More than may log in at once at one address.
    await using app = await startApp({ trustProxy: 'pass-through' });
    const people = await Promise.all(
      Array.from({ length: 101 }, async (_, i) => {
        const socket = await app.connect();
        await socket.emitWithAck('session:login', { name: `Person ${i}` });
        return socket;
      }),
    );
    const last = people.pop();
    for (const socket of people)
      expect(await socket.emitWithAck('room:join', { room })).toMatchObject({ ok: true });
    expect(await last?.emitWithAck('room:join', { room })).toEqual(
      failure('ROOM_FULL', { data: { limit: 100 } }),
    );
    expect(await people[0]?.emitWithAck('room:join', { room })).toMatchObject({ ok: true });
    await people[0]?.emitWithAck('room:leave', { room });
    expect(await last?.emitWithAck('room:join', { room })).toMatchObject({ ok: true });
  });

  it.each([
    [{ room: '' }],
    [{ room: 'General' }],
    [{ room: 'a b' }],
    [{ room: 'x'.repeat(33) }],
    [{ room: 7 }],
    [{}],
  ])('refuses %o and says where', async (payload) => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    expect(await socket.emitWithAck('room:join', payload)).toEqual(
      failure('BAD_REQUEST', { issues: [expect.objectContaining({ path: ['room'] })] }),
    );
  });
});

describe('room:leave', () => {
  it('notifies the others once the last tab has left', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    const tab = await app.connect({ auth: { token: bob.token } });
    for (const socket of [alice.socket, bob.socket, tab]) await socket.emitWithAck('room:join', { room });
    const heard = record(alice.socket);
    expect(await bob.socket.emitWithAck('room:leave', { room })).toEqual({ ok: true, data: {} });
    await settled(alice.socket);
    expect(heard).toEqual([]);
    await tab.emitWithAck('room:leave', { room });
    await settled(alice.socket);
    expect(heard).toEqual([['room:left', { room, user: bob.user }]]);
  });

  it('refuses a room that this connection is not in', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    await tab.emitWithAck('room:join', { room });
    for (const each of [room, 'nowhere']) {
      expect(await socket.emitWithAck('room:leave', { room: each })).toEqual(
        failure('ROOM_NOT_JOINED', { data: { room: each } }),
      );
    }
  });

  it('is done for somebody whose connection ends', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    for (const { socket } of [alice, bob]) {
      for (const each of [room, 'other']) await socket.emitWithAck('room:join', { room: each });
    }
    const heard: unknown[] = [];
    const leftBoth = new Promise<void>((resolve) => {
      alice.socket.on('room:left', (notice) => heard.push(notice) === 2 && resolve());
    });
    bob.socket.disconnect();
    await leftBoth;
    expect(heard).toEqual([
      { room, user: bob.user },
      { room: 'other', user: bob.user },
    ]);
  });
});

describe('room:list', () => {
  it('has the rooms with people or messages in them, the fullest first', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    for (const each of ['quiet', 'spoken', 'full'])
      await alice.socket.emitWithAck('room:join', { room: each });
    await alice.socket.emitWithAck('message:send', { room: 'spoken', text: 'hi' });
    for (const each of ['quiet', 'spoken']) await alice.socket.emitWithAck('room:leave', { room: each });
    await bob.socket.emitWithAck('room:join', { room: 'full' });
    await bob.socket.emitWithAck('room:join', { room: 'half' });
    expect(await alice.socket.emitWithAck('room:list')).toEqual({
      ok: true,
      data: {
        rooms: [
          { name: 'full', members: 2 },
          { name: 'half', members: 1 },
          { name: 'spoken', members: 0 },
        ],
      },
    });
  });

  it('is read page by page, or without a payload as the first page of 500', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    const names = ['a', 'b', 'c'];
    for (const each of names) await socket.emitWithAck('room:join', { room: each });
    const rooms = names.map((name) => ({ name, members: 1 }));
    const first = { rooms: rooms.slice(0, 2), next: '1 b' };
    expect(await socket.emitWithAck('room:list', { limit: 2 })).toEqual({ ok: true, data: first });
    expect(await socket.emitWithAck('room:list', { limit: 2, cursor: first.next })).toEqual({
      ok: true,
      data: { rooms: rooms.slice(2) },
    });
    for (const none of [[], [null], [undefined], [{}], [null, { id: 'a' }]]) {
      expect(await socket.emitWithAck('room:list', ...none)).toEqual({ ok: true, data: { rooms } });
    }
  });

  it('refuses a cursor or a limit that is none, and says where', async () => {
    await using app = await startApp();
    const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
    const cursors = ['', 'general', '-1 general', '1 General', '1 general\n', '1  a', '1234567890 a'];
    for (const cursor of [...cursors, `1 ${'x'.repeat(33)}`]) {
      expect(await alice.socket.emitWithAck('room:list', { cursor })).toEqual(
        failure('BAD_REQUEST', { issues: [{ path: ['cursor'], message: BAD_CURSOR }] }),
      );
    }
    for (const payload of [{ cursor: 1 }, { cursor: null }, { limit: 0 }, { limit: 501 }, { limit: 1.5 }]) {
      expect(await bob.socket.emitWithAck('room:list', payload)).toEqual(
        failure('BAD_REQUEST', { issues: [expect.objectContaining({ path: Object.keys(payload) })] }),
      );
    }
  });
});
