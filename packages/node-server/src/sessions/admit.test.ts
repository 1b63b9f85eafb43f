import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../app.fixture.ts';
import { admitAdminBy, admitBy } from './handshake.ts';
import type { Socket } from '@switchboard/node-server/door';

async function refusalOf(app: TestApp, auth: Record<string, unknown>): Promise<unknown> {
  return app.connect({ auth }).then(
    () => 'connected',
    (error: Error & { data?: unknown }) => error.data ?? error.message,
  );
}

describe('the handshake', () => {
  it('lets a stranger in, with or without the contract', async () => {
    await using app = await startApp();
    for (const auth of [{}, { contract: { name: 'chat', version: '1.9.3' } }]) {
      const socket = await app.connect({ auth });
      expect(await socket.emitWithAck('note:list', { topic: 'general' })).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
    }
  });

  it('restores the identity of a token', async () => {
    await using app = await startApp();
    const { token, user } = await app.login('Alice');
    const tab = await app.connect({ auth: { token } });
    expect(await tab.emitWithAck('topic:open', { topic: 'general' })).toMatchObject({
      data: { members: [user] },
    });
  });

  it('restores it after a restart of the server, and goes on refusing what was void', async () => {
    await using before = await startApp();
    const { token, user } = await before.login('Alice');
    const left = await before.login('Bob');
    await left.socket.emitWithAck('user:leave');
    await before.close();
    await using after = await startApp({ dataDir: before.config.dataDir });
    const socket = await after.connect({ auth: { token } });
    expect(await socket.emitWithAck('topic:open', { topic: 'general' })).toMatchObject({
      data: { members: [user] },
    });
    expect(await refusalOf(after, { token: left.token })).toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it.each([['never issued'], [''], ['a.b.c'], ['x'.repeat(100_000)]])(
    'refuses a token like %j, with a typed error that says what to do',
    async (token) => {
      await using app = await startApp();
      expect(await refusalOf(app, { token })).toEqual({
        code: 'UNAUTHORIZED',
        message: 'This token is not valid: log in again.',
      });
    },
  );

  it('refuses a token that was signed elsewhere, and one whose session has ended', async () => {
    await using app = await startApp();
    await using elsewhere = await startApp();
    const { token: foreign } = await elsewhere.login('Alice');
    expect(await refusalOf(app, { token: foreign })).toMatchObject({
      message: 'This token is not valid: log in again.',
    });
    expect((await app.request('/metrics')).text).toContain(
      'switchboard_refused_connections_total{reason="unauthorized"} 1\n',
    );
    const { socket, token } = await app.login('Alice');
    await socket.emitWithAck('user:leave');
    expect(await refusalOf(app, { token })).toMatchObject({
      code: 'UNAUTHORIZED',
      message: 'This session has ended: log in again.',
    });
  });

  it('lets an identity have so many connections and no more, until one of them goes', async () => {
    await using app = await startApp({ maxConnectionsPerUser: 3 });
    const { token } = await app.login('Alice');
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => app.connect({ auth: { token } })));
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as object] : []));
    expect(refused).toHaveLength(2);
    for (const error of refused)
      expect(error).toMatchObject({
        data: {
          code: 'TOO_MANY_REQUESTS',
          message: 'This identity has 3 connections, as many as it may: close one of them first.',
        },
      });
    const [tab] = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    tab?.disconnect();
    const somebody = await app.login('Bob');
    await expect.poll(() => refusalOf(app, { token })).toBe('connected');
    expect(somebody.socket.connected).toBe(true);
  });

  it.each([
    [{ name: 'chat', version: '2.0.0' }, 'This server speaks the contract chat 1.1.0, not chat 2.0.0.'],
    [{ name: 'chess', version: '1.0.0' }, 'This server speaks the contract chat 1.1.0, not chess 1.0.0.'],
    [{ name: 'chat', version: '' }, 'This server speaks the contract chat 1.1.0, not chat .'],
  ])('refuses the contract %o', async (contract, message) => {
    await using app = await startApp();
    expect(await refusalOf(app, { contract })).toMatchObject({ code: 'BAD_REQUEST', message });
  });

  it.each([
    [{ token: 1 }],
    [{ token: { toString: null } }],
    [{ contract: 'chat' }],
    [{ contract: { name: 'chat' } }],
    [{ contract: { name: 'chat', version: 'x'.repeat(65) } }],
  ])('refuses the auth %o', async (auth) => {
    await using app = await startApp();
    const message = 'The handshake auth does not fit.';
    expect(await refusalOf(app, auth)).toMatchObject({ code: 'BAD_REQUEST', message });
  });

  it('serves no other namespace', async () => {
    await using app = await startApp();
    const socket = (await app.connect()).io.socket('/elsewhere');
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(error.message).toBe('Invalid namespace');
  });
});

describe('the handshake of an admin', () => {
  it('is refused to a foreign origin, whatever door it came through', () => {
    const admit = admitAdminBy(['https://allowed.example']);
    const from = (origin: string): Socket =>
      ({
        request: { headers: { origin, host: 'chat.example' } },
        handshake: { auth: {} },
        data: {},
      }) as unknown as Socket;
    for (const origin of ['https://chat.example', 'https://allowed.example']) admit(from(origin));
    expect(() => admit(from('https://evil.example'))).toThrow(
      new EventError('FORBIDDEN', { message: 'This origin may not connect.' }),
    );
  });
});

describe('what a client said in its handshake', () => {
  const socketOf = (contract: object) =>
    ({
      handshake: { auth: { contract, wire: 1, more: 1 } },
      data: {},
      request: { headers: {} },
    }) as unknown as Socket;

  it('is kept with its socket', async () => {
    const chat = { name: 'chat', version: '1.9.3' };
    const socket = socketOf(chat);
    const admit = admitBy({
      identify: () => Promise.reject(new Error('There is no token.')),
      connections: { countHere: () => 0, count: async () => 0 },
      maxConnectionsPerUser: 1,
    });
    await admit(socket, { signal: new AbortController().signal });
    expect(socket.data).toEqual({ handshake: { contract: chat, wire: 1 } });
  });

  it('is kept with the socket of an admin', () => {
    const admin = { name: 'admin', version: '1.0.0' };
    const socket = socketOf(admin);
    admitAdminBy([])(socket);
    expect(socket.data).toEqual({ handshake: { contract: admin, wire: 1 } });
  });
});

describe('an admission that took too long', () => {
  it('enters no room, so that it does not count as a connection for ever', async () => {
    const joined: unknown[] = [];
    const socket = {
      handshake: { auth: { token: 't' } },
      data: {},
      join: (room: unknown) => joined.push(room),
    };
    const user = { id: 'u1', name: 'Alice' };
    const admit = admitBy({
      identify: async () => ({ id: 's1', user, expiresAt: Number.POSITIVE_INFINITY }),
      connections: { countHere: () => 0, count: async () => 0 },
      maxConnectionsPerUser: 1,
    });
    const signal = AbortSignal.abort(new Error('too late'));
    await expect(admit(socket as unknown as Socket, { signal })).rejects.toThrow('too late');
    expect([joined, socket.data]).toEqual([[], { handshake: {} }]);
  });
});
