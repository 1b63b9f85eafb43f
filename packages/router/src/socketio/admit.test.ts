import { EventError } from '@switchboard/contract';
import type { Socket as Caller } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import { createSocketMsgRouter } from './attach.ts';
import { failure, gone, holdOn, rejectingThenable, serveHooks } from './connect-hooks.fixture.ts';
import { refusalOf, serve, type TestServer } from './server.fixture.ts';

describe.each(['websocket', 'polling'])('admit, over %s', (transport) => {
  it('tells a client that it refuses, by a typed connect error, and serves nothing', async () => {
    const { open, records, failures } = await serveHooks({
      admit: async () => {
        throw new EventError('UNAUTHORIZED', { message: 'This token is void.', data: { reason: 'void' } });
      },
      onConnect: () => expect.unreachable('onConnect ran for a client that was refused'),
      onDisconnect: () => expect.unreachable('onDisconnect ran for a client that was refused'),
    });
    const caller = open({ transports: [transport] });
    caller.emit('time:now');
    expect(await refusalOf(caller)).toEqual({
      code: 'UNAUTHORIZED',
      message: 'This token is void.',
      data: { reason: 'void' },
    });
    expect(records).toEqual([]);
    expect(failures).toMatchObject([{ hook: 'admit', error: { code: 'UNAUTHORIZED' } }]);
  });

  it('may take its time: what the client sends meanwhile arrives after, in order', async () => {
    const { promise: looked, resolve: look } = withResolvers<void>();
    const { open, records } = await serveHooks({ admit: () => looked });
    const caller = open({ transports: [transport] });
    const replies = [caller.emitWithAck('note:drop', { text: 'a' }), caller.emitWithAck('time:now')];
    look();
    expect(await Promise.all(replies)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(records.map(({ event }) => event)).toEqual(['note:drop', 'time:now']);
  });
});

describe('admit', () => {
  it('sees the auth of the handshake, and its word counts for each client alone', async () => {
    const { open, connect } = await serveHooks({
      admit: ({ handshake }) => {
        if (handshake.auth.token !== 'good') throw new EventError('UNAUTHORIZED');
      },
    });
    expect(await refusalOf(open())).toMatchObject({ code: 'UNAUTHORIZED' });
    expect((await connect({ auth: { token: 'good' } })).connected).toBe(true);
  });

  it('runs once for a connection, before onConnect', async () => {
    const steps: string[] = [];
    const { connect } = await serveHooks({
      admit: () => steps.push('admit'),
      onConnect: () => steps.push('onConnect'),
    });
    await (await connect()).emitWithAck('time:now');
    expect(steps).toEqual(['admit', 'onConnect']);
  });

  it('runs for a socket that was given by hand too, first thing after the connection', async () => {
    const router = createRouter(contract, { scopes }).controllers(controllers);
    const socketMsgRouter = createSocketMsgRouter(router, {
      context: stranger,
      admit: () => Promise.reject(new EventError('UNAUTHORIZED')),
      onConnect: () => expect.unreachable('onConnect ran for a client that was refused'),
    });
    const { open } = await serve(socketMsgRouter);
    expect(await gone(open())).toBe('io server disconnect');
  });

  it('keeps the reason to itself where it fails by accident, and tells the observer', async () => {
    const { open, failures } = await serveHooks({
      admit: () => {
        throw new Error('the secret password is wrong');
      },
    });
    const refusal = await refusalOf(open());
    expect(refusal).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(refusal)).not.toContain('secret');
    expect(failures).toMatchObject([
      { hook: 'admit', error: { cause: new Error('the secret password is wrong') } },
    ]);
  });

  it('waits for a thenable that is no Promise, and refuses where it rejects', async () => {
    const { open } = await serveHooks({
      admit: () => rejectingThenable(new EventError('UNAUTHORIZED'), Promise.resolve()),
    });
    expect(await refusalOf(open())).toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it.each([
    ['a BigInt', 1n],
    ['a cycle', selfish()],
  ])('refuses with INTERNAL_SERVER_ERROR where its error cannot be encoded: %s', async (_what, data) => {
    const { open, failures } = await serveHooks({
      admit: () => {
        throw new EventError('FORBIDDEN', { data });
      },
    });
    expect(await refusalOf(open())).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    const message = 'The data of the error FORBIDDEN cannot be encoded.';
    expect(failures).toMatchObject([
      { hook: 'admit', error: { cause: { message, cause: expect.any(Error) } } },
    ]);
  });

  it('that never settles ends in TIMEOUT, with its signal aborted', async () => {
    const { promise: signal, resolve } = withResolvers<AbortSignal>();
    const { open } = await serveHooks({
      hookTimeout: 20,
      admit: (_socket, connection) => {
        resolve(connection.signal);
        return new Promise(() => {});
      },
    });
    expect(await refusalOf(open())).toMatchObject({ code: 'TIMEOUT' });
    expect((await signal).aborted).toBe(true);
  });

  it('is asked about a recovered connection too, for which Socket.IO skips its middlewares', async () => {
    let isOpen = true;
    const looking = holdOn(1);
    const { io, connect, failures, records } = await serveHooks(
      { admit: (socket) => isOpen || looking.hook(socket) },
      {},
      { connectionStateRecovery: {} },
    );
    const caller = await connect();
    expect(await recover(io, caller)).toBe(true);
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
    isOpen = false;
    expect(await recover(io, caller)).toBe(true);
    const end = gone(caller);
    const reply = caller.emitWithAck('time:now');
    await looking.arrived;
    looking.failWith(new EventError('UNAUTHORIZED'));
    expect(await reply).toEqual(failure('UNAUTHORIZED'));
    expect(await end).toBe('io server disconnect');
    expect(failures).toMatchObject([{ hook: 'admit' }]);
    expect(records.map(({ code }) => code)).toEqual(['OK', 'UNAUTHORIZED']);
  });
});

function selfish(): object {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle;
}

/** Cuts the connection and lets Socket.IO recover it. */
async function recover(io: TestServer['io'], caller: Caller): Promise<boolean> {
  io.emit('offset');
  await new Promise<void>((resolve) => caller.once('offset', resolve));
  caller.io.engine.close();
  await new Promise<void>((resolve) => caller.once('connect', resolve));
  return caller.recovered;
}

describe('what this code believes of Socket.IO', () => {
  it('a connect error after the connection leaves the client half open, so it is sent before or not at all', async () => {
    const { io, connect } = await serveHooks({});
    const caller = await connect();
    const [socket] = await io.fetchSockets();
    const refusal = refusalOf(caller);
    (socket as unknown as { _error(body: object): void })._error({
      message: 'late',
      data: { code: 'FORBIDDEN' },
    });
    expect(await refusal).toEqual({ code: 'FORBIDDEN' });
    expect(caller.connected).toBe(true);
  });
});
