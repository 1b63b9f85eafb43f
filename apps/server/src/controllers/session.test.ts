import { setTimeout as sleep } from 'node:timers/promises';
import { readValueNow } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { dataOf, next, record } from '@switchboard/node-server/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failure, settled, startApp, type TestApp } from '../app.fixture.ts';

type Proof = { token: string; expiresIn: number; expiresAt: string };
const LOGGED_OUT = failure('UNAUTHORIZED', { message: 'Log in first.' });

describe('session:login', () => {
  it('gives an identity and a token', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    const reply = await socket.emitWithAck('session:login', { name: '  Alice ' });
    expect(reply).toEqual({
      ok: true,
      data: {
        user: { id: expect.any(String), name: 'Alice' },
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        expiresIn: expect.any(Number),
        expiresAt: expect.any(String),
      },
    });
    expect(await socket.emitWithAck('room:list')).toEqual({ ok: true, data: { rooms: [] } });
  });

  it.each([
    [{ name: '' }, ['name']],
    [{ name: '   ' }, ['name']],
    [{ name: 'x'.repeat(33) }, ['name']],
    [{ name: 'A\u0000lice' }, ['name']],
    [{ name: 'A\ud800lice' }, ['name']],
    [{ name: 1 }, ['name']],
    [{}, ['name']],
    [null, []],
    ['Alice', []],
  ])('refuses %o and says where', async (payload, path) => {
    await using app = await startApp();
    const reply = await (await app.connect()).emitWithAck('session:login', payload);
    expect(reply).toEqual(failure('BAD_REQUEST', { issues: [expect.objectContaining({ path })] }));
  });

  it.each(['Alice', 'alice', ' ALICE ', '\uff21lice'])(
    'refuses %j while Alice is connected',
    async (name) => {
      await using app = await startApp();
      await app.login('Alice');
      expect(await (await app.connect()).emitWithAck('session:login', { name })).toEqual(
        failure('NAME_TAKEN'),
      );
    },
  );

  it('gives a name to one of many who ask for it at once', async () => {
    await using app = await startApp();
    const sockets = await Promise.all(Array.from({ length: 8 }, () => app.connect()));
    const replies = await Promise.all(
      sockets.map((socket) => socket.emitWithAck('session:login', { name: 'Alice' })),
    );
    const codes = replies.map((reply) => (reply.ok ? 'OK' : reply.error.code)).sort();
    expect(codes).toEqual([...Array(7).fill('NAME_TAKEN'), 'OK']);
  });

  it('frees the name of somebody who is gone, and voids the old token', async () => {
    await using app = await startApp();
    const before = await app.login('Alice');
    const watcher = await app.login('Bob');
    await watcher.socket.emitWithAck('room:join', { room: 'general' });
    await before.socket.emitWithAck('room:join', { room: 'general' });
    const left = next(watcher.socket, 'room:left');
    before.socket.disconnect();
    await left;
    const after = await app.login('Alice');
    expect(after.user.id).not.toBe(before.user.id);
    await expect(app.connect({ auth: { token: before.token } })).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED' },
    });
  });

  it('by another name makes the socket somebody else, who is in no room', async () => {
    await using app = await startApp();
    const { socket, user, token } = await app.login('Alice');
    const watcher = await app.login('Bob');
    await watcher.socket.emitWithAck('room:join', { room: 'general' });
    await socket.emitWithAck('room:join', { room: 'general' });
    const left = next(watcher.socket, 'room:left');
    const { user: other } = dataOf<{ user: { id: string } }>(
      await socket.emitWithAck('session:login', { name: 'Carol' }),
    );
    expect(await left).toEqual({ room: 'general', user });
    expect(other.id).not.toBe(user.id);
    expect(await socket.emitWithAck('message:send', { room: 'general', text: 'hi' })).toEqual(
      failure('ROOM_NOT_JOINED', { data: { room: 'general' } }),
    );
    await expect(app.connect({ auth: { token } })).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
    await app.login('Alice');
  });

  it('by a name that is taken leaves everything as it was', async () => {
    await using app = await startApp();
    await app.login('Bob');
    const { socket, token } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room: 'general' });
    expect(await socket.emitWithAck('session:login', { name: 'Bob' })).toEqual(failure('NAME_TAKEN'));
    expect(await socket.emitWithAck('message:send', { room: 'general', text: 'hi' })).toMatchObject({
      ok: true,
    });
    await app.connect({ auth: { token } });
  });

  it('by the same name keeps identity and rooms, with a new token', async () => {
    await using app = await startApp();
    const { socket, user, token } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room: 'general' });
    const again = dataOf<{ user: unknown; token: string }>(
      await socket.emitWithAck('session:login', { name: 'ALICE' }),
    );
    expect(again.user).toEqual({ id: user.id, name: 'ALICE' });
    expect(again.token).not.toBe(token);
    expect(await socket.emitWithAck('message:send', { room: 'general', text: 'hi' })).toMatchObject({
      ok: true,
    });
    await app.connect({ auth: { token: again.token } });
  });

  it('by the same name ends what other connections had: their tokens would restore nothing', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    const [ended, heard] = [next(tab, 'session:ended'), record(socket)];
    dataOf(await socket.emitWithAck('session:login', { name: 'Alice' }));
    expect(await ended).toEqual({ reason: 'replaced' });
    expect(await tab.emitWithAck('room:list')).toEqual(LOGGED_OUT);
    expect(await socket.emitWithAck('room:list')).toMatchObject({ ok: true });
    expect(heard).toEqual([]);
  });

  it('twice at once on one socket leaves one identity: the second', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    const names = ['Alice', 'Bob'];
    const logins = await Promise.all(names.map((name) => socket.emitWithAck('session:login', { name })));
    const [first, second] = logins.map((reply) => dataOf<{ user: object; token: string }>(reply));
    expect(await socket.emitWithAck('room:join', { room: 'general' })).toMatchObject({
      data: { members: [second?.user] },
    });
    await expect(app.connect({ auth: { token: first?.token } })).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED' },
    });
    await app.login('Alice');
  });
});

describe.each(['session:login', 'session:refresh'] as const)(
  'what %s says of the life of its token',
  (event) => {
    const proofFrom = async (app: TestApp) => {
      const { socket } = await app.login('Alice');
      return dataOf<Proof>(
        await socket.emitWithAck(event, event === 'session:login' ? { name: 'Alice' } : null),
      );
    };

    it('is the same by a duration, and by the clock of the server', async () => {
      await using app = await startApp({ tokenTtl: 3_600_000 });
      const before = Date.now();
      const { expiresIn, expiresAt } = await proofFrom(app);
      const after = Date.now();
      expect(expiresIn).toBe(3_600_000);
      expect(Date.parse(expiresAt) - expiresIn).toBeGreaterThanOrEqual(before);
      expect(Date.parse(expiresAt) - expiresIn).toBeLessThanOrEqual(after);
    });

    it('is read by a client of the time before the duration', async () => {
      await using app = await startApp();
      const yesterday = z.strictObject({
        ...(event === 'session:login' && { user: clientEventMap['session:login'].response.shape.user }),
        token: z.string(),
        expiresAt: z.iso.datetime(),
      });
      expect(readValueNow(yesterday, await proofFrom(app))).toMatchObject({
        ok: true,
        dropped: [['expiresIn']],
      });
    });
  },
);

describe('session:refresh', () => {
  it('gives a token that restores the identity, and leaves the one before it to its own end', async () => {
    await using app = await startApp();
    const { socket, user, token } = await app.login('Alice');
    const { token: fresh, expiresAt } = dataOf<{ token: string; expiresAt: string }>(
      await socket.emitWithAck('session:refresh'),
    );
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    for (const each of [token, fresh]) {
      const tab = await app.connect({ auth: { token: each } });
      expect(await tab.emitWithAck('room:join', { room: 'general' })).toMatchObject({
        data: { members: [user] },
      });
    }
  });

  it('keeps a connection who it is, beyond the end of its first token', async () => {
    await using app = await startApp({ tokenTtl: 4_000 });
    const socket = await app.connect();
    const heard = record(socket);
    const login = await socket.emitWithAck('session:login', { name: 'Alice' });
    const end = Date.parse(dataOf<{ expiresAt: string }>(login).expiresAt);
    while (Date.now() <= end) {
      await sleep(500);
      dataOf(await socket.emitWithAck('session:refresh'));
    }
    expect(await socket.emitWithAck('room:list')).toMatchObject({ ok: true });
    expect(heard).toEqual([]);
  });

  it('cannot bring back a session that has ended', async () => {
    await using app = await startApp();
    const { socket, token } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    const ended = next(tab, 'session:ended');
    await socket.emitWithAck('session:logout');
    await ended;
    for (const each of [socket, tab]) expect(await each.emitWithAck('session:refresh')).toEqual(LOGGED_OUT);
  });
});

describe('a token that expires', () => {
  it('ends the identity of its connection, which leaves its rooms and stays connected', async () => {
    await using app = await startApp({ tokenTtl: 3_000 });
    const { socket, user, token } = await app.login('Alice');
    await socket.emitWithAck('room:join', { room: 'general' });
    const ended = next(socket, 'session:ended');
    const watcher = await app.login('Bob');
    await watcher.socket.emitWithAck('room:join', { room: 'general' });
    const left = next(watcher.socket, 'room:left');
    expect(await ended).toEqual({ reason: 'expired' });
    expect(await left).toEqual({ room: 'general', user });
    expect(socket.connected).toBe(true);
    expect(await socket.emitWithAck('room:list')).toEqual(LOGGED_OUT);
    await expect(app.connect({ auth: { token } })).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED', message: expect.stringMatching(/^This token has expired: log in again/) },
    });
    await app.login('Alice');
  });

  it('ends it as well where the token came with the handshake', async () => {
    await using app = await startApp({ tokenTtl: 700 });
    const { token } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    expect(await next(tab, 'session:ended')).toEqual({ reason: 'expired' });
  });
});

describe('session:logout', () => {
  it('ends the identity on every tab, leaves the rooms once, frees the name and voids the token', async () => {
    await using app = await startApp();
    const { socket, user, token } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    const watcher = await app.login('Bob');
    for (const each of [socket, tab, watcher.socket])
      await each.emitWithAck('room:join', { room: 'general' });
    const [heard, own] = [record(watcher.socket), record(socket)];
    const ended = next(tab, 'session:ended');
    const left = next(watcher.socket, 'room:left');

    expect(await socket.emitWithAck('session:logout')).toEqual({ ok: true, data: {} });
    expect(await ended).toEqual({ reason: 'revoked' });
    await left; // When the store has taken it.
    await settled(watcher.socket);
    expect(own).toEqual([]);
    expect(heard).toEqual([['room:left', { room: 'general', user }]]);
    for (const each of [socket, tab]) {
      expect(each.connected).toBe(true);
      expect(await each.emitWithAck('room:list')).toEqual(LOGGED_OUT);
    }
    await expect(app.connect({ auth: { token } })).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
    await app.login('Alice');
  });
});

describe('without a login', () => {
  it.each([
    ['session:logout', null],
    ['session:refresh', null],
    ['room:list', null],
    ['room:join', { room: 'general' }],
    ['room:leave', { room: 'general' }],
    ['message:send', { room: 'general', text: 'hi' }],
    ['message:history', { room: 'general' }],
    ['typing:set', { room: 'general', typing: true }],
  ])('%s is UNAUTHORIZED', async (event, payload) => {
    await using app = await startApp();
    expect(await (await app.connect()).emitWithAck(event, payload)).toEqual(LOGGED_OUT);
  });
});
