import { once } from 'node:events';
import type { Socket as Caller } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { withResolvers } from '../core/promise.fixture.ts';
import { failure, holdOn, serveHooks } from './connect-hooks.fixture.ts';

/** The acks on the wire of the main namespace, as they come. */
function acksOf(caller: Caller): string[] {
  const acks: string[] = [];
  caller.io.engine.on('message', (text: unknown) => {
    if (typeof text === 'string' && /^3\d/.test(text)) acks.push(text);
  });
  return acks;
}

describe('a socket that has left its namespace, while its connection stays', () => {
  it.each(['client', 'server'])('gets no reply to a call in flight, when the %s ended it', async (by) => {
    const { promise: signal, resolve } = withResolvers<AbortSignal>();
    const { io, connect, records, reported } = await serveHooks(
      {},
      {
        'value:echo': (_message, context) => {
          resolve(context.signal);
          return new Promise(() => {});
        },
      },
    );
    io.of('/other').on('connection', (socket) => socket.on('sync', (ack: () => void) => ack()));
    const caller = await connect();
    const other = caller.io.socket('/other');
    await other.emitWithAck('sync');
    const acks = acksOf(caller);
    caller.emit('value:echo', 1, null, () => expect.unreachable('a socket that left was answered'));
    const aborted = once(await signal, 'abort');
    if (by === 'client') caller.disconnect();
    else io.disconnectSockets();
    await aborted;
    await new Promise(setImmediate);
    await other.emitWithAck('sync');
    expect(records).toMatchObject([{ event: 'value:echo', code: 'DISCONNECTED', acked: true }]);
    expect([acks, reported]).toEqual([[], []]);
  });
});

describe('a reply that cannot be encoded', () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  let deep: unknown[] = [];
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const broken = {
    toJSON: () => {
      throw new Error('not now');
    },
  };

  it.each([
    ['a BigInt', { n: 1n }],
    ['a cycle', cycle],
    ['a cycle with bytes', [Buffer.from([1]), cycle]],
    ['nesting without end', deep],
    ['a toJSON that throws', broken],
    ['11 binary parts', Array.from({ length: 11 }, () => Buffer.of(1))],
    ['a Blob', [new Blob(['a'])]],
  ])('is REPLY_INVALID, reported once, and the next call is served: %s', async (_what, value) => {
    const { connect, reported } = await serveHooks({}, { 'value:echo': () => value });
    const caller = await connect();
    const acks = acksOf(caller);
    expect(await caller.emitWithAck('value:echo', 1)).toEqual(failure('REPLY_INVALID'));
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
    expect(acks).toHaveLength(2);
    expect(reported).toEqual([
      {
        event: 'value:echo',
        socketId: caller.id,
        error: expect.objectContaining({ code: 'REPLY_INVALID', cause: expect.any(Error) }),
      },
    ]);
  });
});

describe('a context that fails', () => {
  it('is INTERNAL_SERVER_ERROR, reported once with its cause, and no other caller is harmed', async () => {
    let isBroken = true;
    const { connect, reported } = await serveHooks({
      context: () => {
        if (isBroken) throw new Error('no session');
        return { user: undefined, scopes: [] };
      },
    });
    const caller = await connect();
    expect(await caller.emitWithAck('time:now')).toEqual(failure('INTERNAL_SERVER_ERROR'));
    expect(reported).toMatchObject([{ event: 'time:now', error: { cause: new Error('no session') } }]);
    isBroken = false;
    expect(await caller.emitWithAck('time:now')).toMatchObject({ ok: true });
  });
});

describe('the meta of an event that was kept waiting', () => {
  it('arrives as it came, but for the deadline, of which the wait is taken', async () => {
    const loading = holdOn(1);
    const metas: unknown[] = [];
    const { connect } = await serveHooks(
      { onConnect: loading.hook },
      { 'value:echo': (_message, { meta }) => metas.push(meta) },
    );
    const caller = await connect();
    const reply = caller.emitWithAck('value:echo', 1, { id: 'c1', deadline: 1e300, trace: 't1', more: 1 });
    await loading.arrived;
    loading.end();
    expect(await reply).toMatchObject({ ok: true });
    expect(metas).toEqual([{ id: 'c1', deadline: expect.any(Number), trace: 't1' }]);
  });

  it.each([['meta'], [[1]], [{ id: 7 }], [{ deadline: 0 }], [{ deadline: -5 }], [{ deadline: '9' }]])(
    'is refused where it does not fit, as without the wait: %j',
    async (meta) => {
      const loading = holdOn(1);
      const { connect } = await serveHooks({ onConnect: loading.hook });
      const reply = (await connect()).emitWithAck('time:now', null, meta);
      await loading.arrived;
      loading.end();
      expect(await reply).toEqual(failure('BAD_REQUEST'));
    },
  );
});
