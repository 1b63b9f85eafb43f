import { describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../app.fixture.ts';
import { boardContract } from '../board.fixture.ts';
import type { Socket } from '../door/socket-server.ts';
import { type Admission, admitBy } from './admit.ts';

async function refusalOf(app: TestApp, auth: Record<string, unknown>): Promise<unknown> {
  return app.connect({ auth }).then(
    () => 'connected',
    (error: Error & { data?: unknown }) => error.data ?? error.message,
  );
}

describe('the handshake', () => {
  it('lets a stranger in, with or without the contract', async () => {
    await using app = await startApp();
    for (const auth of [{}, { contract: { name: 'board', version: '1.9.3' } }]) {
      const socket = await app.connect({ auth });
      expect(await socket.emitWithAck('note:list', { topic: 'general' })).toMatchObject({
        error: { code: 'UNAUTHORIZED' },
      });
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

  describe.each(['polling', 'websocket'])('with a token in the Authorization header, by %s', (transport) => {
    const outcomeOf = async (app: TestApp, authorization: string, auth: object = {}): Promise<unknown> => {
      const options = { auth, transports: [transport], extraHeaders: { authorization } };
      return app.connect(options).then(
        (socket) => socket.emitWithAck('topic:open', { topic: 'general' }),
        (error: Error & { data?: unknown }) => error.data ?? error.message,
      );
    };

    it('takes it like auth.token', async () => {
      await using app = await startApp();
      const { token, user } = await app.login('Alice');
      for (const auth of [{}, { token }]) {
        const members = { data: { members: [user] } };
        expect(await outcomeOf(app, `Bearer ${token}`, auth)).toMatchObject(members);
        expect(await outcomeOf(app, `bearer ${token}`, auth)).toMatchObject(members);
      }
    });

    it('refuses a bad one, and one of another kind', async () => {
      await using app = await startApp();
      const { token, socket } = await app.login('Alice');
      const notValid = { code: 'UNAUTHORIZED', message: 'This token is not valid: log in again.' };
      expect(await outcomeOf(app, 'Bearer a.b.c')).toEqual(notValid);
      const message = 'Send `Authorization: Bearer` with a token.';
      for (const other of ['Basic QTpi', 'Bearer', `Bearer ${token} ${token}`, token])
        expect(await outcomeOf(app, other)).toEqual({ code: 'UNAUTHORIZED', message });
      await socket.emitWithAck('user:leave');
      const ended = 'This session has ended: log in again.';
      expect(await outcomeOf(app, `Bearer ${token}`)).toEqual({ code: 'UNAUTHORIZED', message: ended });
    });

    it('refuses two that differ', async () => {
      await using app = await startApp();
      const { token } = await app.login('Alice');
      const { token: other } = await app.login('Bob');
      const message =
        'The handshake has two tokens that differ: send one, in `auth.token` or as `Authorization: Bearer`.';
      expect(await outcomeOf(app, `Bearer ${token}`, { token: other })).toEqual({
        code: 'BAD_REQUEST',
        message,
      });
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
    [{ name: 'board', version: '2.0.0' }, 'This server speaks the contract board 1.2.0, not board 2.0.0.'],
    [{ name: 'chess', version: '1.0.0' }, 'This server speaks the contract board 1.2.0, not chess 1.0.0.'],
    [{ name: 'board', version: '' }, 'This server speaks the contract board 1.2.0, not board .'],
  ])('refuses the contract %o', async (contract, message) => {
    await using app = await startApp();
    expect(await refusalOf(app, { contract })).toMatchObject({ code: 'BAD_REQUEST', message });
  });

  it.each([
    [{ token: 1 }],
    [{ token: { toString: null } }],
    [{ contract: 'board' }],
    [{ contract: { name: 'board' } }],
    [{ contract: { name: 'board', version: 'x'.repeat(65) } }],
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

const user = { id: 'u1', name: 'Alice' };

/** What admits without a server: a token that is good, and no other connection. */
function admission(changed: Partial<Admission> = {}): Admission {
  return {
    contract: boardContract,
    identify: async () => ({ id: 's1', user, expiresAt: Number.POSITIVE_INFINITY }),
    presence: { admit: async () => true },
    maxConnectionsPerUser: 1,
    ...changed,
  };
}

describe('what a client said in its handshake', () => {
  it('is kept with its socket', async () => {
    const board = { name: 'board', version: '1.9.3' };
    const auth = { contract: board, wire: 1, more: 1 };
    const socket = { handshake: { auth, headers: {} }, data: {} } as unknown as Socket;
    await admitBy(admission())(socket, { signal: new AbortController().signal });
    expect(socket.data).toEqual({ handshake: { contract: board, wire: 1 } });
  });
});

describe('an admission that took too long', () => {
  it('is not registered, so that it does not count as a connection for ever', async () => {
    const registered: unknown[] = [];
    const presence = { admit: async (...all: unknown[]) => registered.push(all) > 0 };
    const socket = {
      handshake: { auth: { token: 't' }, headers: {} },
      data: {},
    };
    const signal = AbortSignal.abort(new Error('too late'));
    const admitting = admitBy(admission({ presence }))(socket as unknown as Socket, { signal });
    await expect(admitting).rejects.toThrow('too late');
    expect([registered, socket.data]).toEqual([[], { handshake: {} }]);
  });
});
