import { once } from 'node:events';
import { EventError } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { failure, gone, holdOn, rejectingThenable, serveHooks } from './connect-hooks.fixture.ts';
import type { HookFailure } from './connect-hooks.ts';

describe.each(['websocket', 'polling'])('onConnect, over %s', (transport) => {
  it('holds back what arrives until it is done, then everything goes on in order', async () => {
    const loading = holdOn(3);
    const { connect, records } = await serveHooks({ onConnect: loading.hook });
    const caller = await connect({ transports: [transport] });
    const events = ['value:echo', 'note:drop', 'time:now'];
    const replies = events.map((event) => caller.emitWithAck(event));
    await loading.arrived;
    expect(records).toEqual([]);
    loading.end();
    expect(await Promise.all(replies)).toMatchObject([{ ok: true }, failure('BAD_REQUEST'), { ok: true }]);
    expect(await caller.emitWithAck('task:run')).toEqual({ ok: true });
    expect(records.map(({ event }) => event).sort()).toEqual([...events, 'task:run'].sort());
  });

  it('that fails answers every call that waits with its error, and disconnects the socket', async () => {
    const loading = holdOn(3);
    const { connect, records, failures } = await serveHooks({ onConnect: loading.hook });
    const caller = await connect({ transports: [transport] });
    const end = gone(caller);
    const replies = ['time:now', 'task:run', 'note:drop'].map((event) => caller.emitWithAck(event));
    await loading.arrived;
    loading.failWith(new EventError('FORBIDDEN', { message: 'You are banned.' }));
    expect(await Promise.all(replies)).toEqual(Array(3).fill(failure('FORBIDDEN')));
    expect(await end).toBe('io server disconnect');
    expect(records.map(({ code }) => code)).toEqual(Array(3).fill('FORBIDDEN'));
    expect(failures).toMatchObject([{ hook: 'onConnect', error: { message: 'You are banned.' } }]);
  });
});

describe('onConnect', () => {
  it('starts calls in the order in which they came, those that waited and those after', async () => {
    const loading = holdOn(3);
    const order: unknown[] = [];
    const { connect } = await serveHooks(
      { onConnect: loading.hook },
      { 'value:echo': ({ message }) => order.push(message) },
    );
    const caller = await connect();
    for (const n of [1, 2, 3]) caller.emit('value:echo', n);
    await loading.arrived;
    loading.end();
    for (const n of [4, 5]) caller.emit('value:echo', n);
    await caller.emitWithAck('time:now');
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  it('makes ready what the context of the first call needs', async () => {
    const { connect } = await serveHooks({
      onConnect: async (socket) => {
        await new Promise(setImmediate);
        socket.data.user = { id: 'alice' };
      },
      context: ({ data }) => ({ user: data.user, scopes: ['secrets'] }),
    });
    const caller = await connect();
    expect(await caller.emitWithAck('secret:read')).toEqual({ ok: true, data: { reader: 'alice' } });
  });

  it('lets `maxQueued` events wait, and answers those beyond with SERVICE_UNAVAILABLE at once', async () => {
    const loading = holdOn(3);
    const { connect } = await serveHooks({ onConnect: loading.hook, maxQueued: 2 });
    const caller = await connect();
    const replies = [1, 2, 3].map((n) => caller.emitWithAck('value:echo', n));
    expect(await replies[2]).toEqual(failure('SERVICE_UNAVAILABLE'));
    loading.end();
    expect(await Promise.all(replies.slice(0, 2))).toEqual([
      { ok: true, data: 1 },
      { ok: true, data: 2 },
    ]);
  });

  it("does not run a call whose caller's patience ended while it waited, and shortens that of others", async () => {
    const loading = holdOn(2);
    const deadlines: unknown[] = [];
    const { connect } = await serveHooks(
      { onConnect: loading.hook },
      {
        'value:echo': (_message, { meta }) => {
          deadlines.push(meta.deadline);
        },
      },
    );
    const caller = await connect();
    const late = caller.emitWithAck('value:echo', 1, { deadline: 0.001 });
    const early = caller.emitWithAck('value:echo', 2, { deadline: 60_000 });
    await loading.arrived;
    loading.end();
    expect(await late).toEqual(failure('TIMEOUT'));
    expect(await early).toMatchObject({ ok: true });
    expect(deadlines).toEqual([expect.any(Number)]);
    expect(deadlines[0]).toBeLessThan(60_000);
  });

  it('lets `socket.use` refuse while it runs, at once', async () => {
    const { connect } = await serveHooks({
      onConnect: (socket) => {
        socket.use((_packet, next) => next(new EventError('TOO_MANY_REQUESTS')));
        return new Promise(() => {});
      },
    });
    expect(await (await connect()).emitWithAck('time:now')).toEqual(failure('TOO_MANY_REQUESTS'));
  });

  it('holds back no event of the application and no unknown name, however many come', async () => {
    const { connect } = await serveHooks({
      onConnect: (socket) => {
        socket.on('legacy', (n: number, ack: (n: number) => void) => ack(n + 1));
        return new Promise(() => {});
      },
    });
    const caller = await connect();
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    expect(await Promise.all(numbers.map((n) => caller.emitWithAck('legacy', n)))).toEqual(
      numbers.map((n) => n + 1),
    );
    expect(await caller.emitWithAck('nobody')).toEqual(failure('NOT_FOUND'));
  });

  it('that never settles answers what waits with TIMEOUT', async () => {
    // Long enough for the call to arrive meanwhile.
    const { connect } = await serveHooks({ hookTimeout: 1_000, onConnect: () => new Promise(() => {}) });
    const caller = await connect();
    const end = gone(caller);
    expect(await caller.emitWithAck('time:now')).toEqual(failure('TIMEOUT'));
    expect(await end).toBe('io server disconnect');
  });

  it('that fails for a while only lets the client come back by itself', async () => {
    const { connect } = await serveHooks({
      onConnect: () => {
        throw new EventError('SERVICE_UNAVAILABLE');
      },
    });
    expect(await gone(await connect())).toBe('transport close');
  });

  it('that fails after its time is still reported to the observer, and is no unhandled rejection', async () => {
    const { promise: reported, resolve: report } = withResolvers<HookFailure>();
    const { promise: end, resolve } = withResolvers<void>();
    const { open } = await serveHooks({
      hookTimeout: 20,
      onConnect: () => end,
      onHookFailed: (failed) => {
        if (failed.error.code === 'TIMEOUT') resolve(Promise.reject(new Error('broken at last')));
        else report(failed);
      },
    });
    open();
    expect(await reported).toMatchObject({
      hook: 'onConnect',
      error: { cause: new Error('broken at last') },
    });
  });

  it('refuses what waits where a thenable rejects that is no Promise', async () => {
    const { hook, arrived } = holdOn(1);
    const onConnect: typeof hook = (socket) => {
      void hook(socket);
      return rejectingThenable(new EventError('FORBIDDEN'), arrived) as never;
    };
    const { open } = await serveHooks({ onConnect });
    const caller = open();
    const end = gone(caller);
    expect(await caller.emitWithAck('time:now')).toEqual(failure('FORBIDDEN'));
    expect(await end).toBe('io server disconnect');
  });

  it('becomes a process warning where it fails by accident and nobody observes', async () => {
    const warning = once(process, 'warning');
    const { open } = await serveHooks({
      onHookFailed: undefined as never,
      onConnect: () => Promise.reject(new Error('no database')),
    });
    const caller = open();
    expect(await warning).toMatchObject([
      { message: expect.stringContaining('onConnect'), cause: new Error('no database') },
    ]);
    caller.disconnect();
  });
});

describe('onDisconnect', () => {
  it('runs once, with the reason, while the socket is still in its rooms', async () => {
    const { promise: left, resolve: leave } = withResolvers<unknown[]>();
    const runs: unknown[] = [];
    const { connect, io } = await serveHooks({
      onConnect: (socket) => socket.join('hall'),
      onDisconnect: (socket, reason) => {
        runs.push(reason);
        leave([reason, socket.rooms.has('hall')]);
      },
    });
    const caller = await connect();
    await caller.emitWithAck('time:now');
    caller.disconnect();
    expect(await left).toEqual(['client namespace disconnect', true]);
    io.disconnectSockets();
    await new Promise(setImmediate);
    expect(runs).toEqual(['client namespace disconnect']);
  });

  it('runs while onConnect still does, whose signal is aborted; what waits settles as DISCONNECTED', async () => {
    const loading = holdOn(1);
    const { promise: ended, resolve: end } = withResolvers<string>();
    const { promise: signal, resolve: giveSignal } = withResolvers<AbortSignal>();
    const { connect, records, failures } = await serveHooks({
      onConnect: (socket, connection) => {
        giveSignal(connection.signal);
        return loading.hook(socket);
      },
      onDisconnect: (_socket, reason) => end(reason),
    });
    const caller = await connect();
    caller.emit('time:now', null, () => expect.unreachable('a caller who left was answered'));
    await loading.arrived;
    caller.disconnect();
    expect(await ended).toBe('client namespace disconnect');
    await new Promise(setImmediate);
    expect((await signal).aborted).toBe(true);
    expect(records).toMatchObject([{ event: 'time:now', code: 'DISCONNECTED' }]);
    loading.end();
    await new Promise(setImmediate);
    expect([records.length, failures]).toEqual([1, []]);
  });

  it('runs once after an onConnect that failed', async () => {
    const reasons: string[] = [];
    const { open } = await serveHooks({
      onConnect: () => {
        throw new EventError('FORBIDDEN');
      },
      onDisconnect: (_socket, reason) => void reasons.push(reason),
    });
    await gone(open());
    expect(reasons).toEqual(['server namespace disconnect']);
  });

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('that %s is reported to the observer, and others are served on', async (_how, onDisconnect) => {
    const { promise: reported, resolve } = withResolvers<HookFailure>();
    const { connect } = await serveHooks({ onDisconnect, onHookFailed: resolve });
    const [leaver, other] = [await connect(), await connect()];
    leaver.disconnect();
    expect(await reported).toMatchObject({ hook: 'onDisconnect', error: { cause: new Error('broken') } });
    expect(await other.emitWithAck('time:now')).toMatchObject({ ok: true });
  });
});
