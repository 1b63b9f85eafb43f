import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { openClient, serve, sync, until } from './server.fixture.ts';

type Ack = (reply: unknown) => void;

/** Answers count:add with what it got, as the wire says. */
function count(socket: Socket): void {
  socket.on('count:add', ({ by }: { by: string }, _meta: unknown, ack: Ack) => {
    ack({ ok: true, data: { total: Number(by) } });
  });
}

/** Answers count:add with a fixed reply. */
function answer(reply: unknown) {
  return (socket: Socket): void => {
    socket.on('count:add', (_payload: unknown, _meta: unknown, ack: Ack) => ack(reply));
  };
}

function failsWith(code: string, more: object = {}): object {
  return { ok: false, error: { code, ...more } };
}

const lost = (written: boolean) => failsWith('DISCONNECTED', { data: { written } });

describe('a call', () => {
  it("sends the schema's input and resolves to the output of the reply's", async () => {
    const { client, received } = await serve(count);
    expect(await client().call('count:add', { by: '7' })).toEqual({ ok: true, data: { total: '7' } });
    expect(received).toEqual([['count:add', { by: '7' }, { deadline: expect.any(Number) }]]);
  });

  it('sends null for no payload, and its id and remaining time as meta', async () => {
    const { client, received } = await serve((socket) => {
      socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => {
        ack({ ok: true, data: { now: 'noon' } });
      });
    });
    const reply = await client().call('time:now', null, { id: 'c1', timeout: 5_000 });
    expect(reply).toEqual({ ok: true, data: { now: 'noon' } });
    const [[event, payload, meta]] = received as [[string, unknown, { id: string; deadline: number }]];
    expect([event, payload, meta.id]).toEqual(['time:now', null, 'c1']);
    expect(meta.deadline).toBeGreaterThan(4_000);
    expect(meta.deadline).toBeLessThanOrEqual(5_000);
  });

  it('resolves to a declared error, with the output of its data', async () => {
    const error = { code: 'OVERFLOW', message: 'Too much.', data: { max: 9 } };
    const { client } = await serve(answer({ ok: false, error }));
    const reply = await client().call('count:add', { by: '7' });
    expect(reply).toEqual({ ok: false, error: { ...error, data: { max: '9' } } });
  });

  it('resolves to a standard error with its issues', async () => {
    const error = { code: 'BAD_REQUEST', message: 'No.', issues: [{ path: ['by'], message: 'odd' }] };
    const { client } = await serve(answer({ ok: false, error }));
    expect(await client().call('count:add', { by: '7' })).toEqual({ ok: false, error });
  });

  it('carries binary there and back as Uint8Array', async () => {
    const { client, received } = await serve((socket) => {
      socket.on('file:echo', (payload: unknown, _meta: unknown, ack: Ack) =>
        ack({ ok: true, data: payload }),
      );
    });
    const reply = await client().call('file:echo', { bytes: Uint8Array.of(1, 2, 255) });
    const { bytes } = reply.ok ? reply.data : { bytes: [] };
    expect(bytes).toBeInstanceOf(Uint8Array);
    expect([...bytes]).toEqual([1, 2, 255]);
    expect(received).toMatchObject([['file:echo', { bytes: Buffer.of(1, 2, 255) }, {}]]);
  });
});

describe('a call without a reply', () => {
  it('settles as TIMEOUT', async () => {
    const { client } = await serve();
    const caller = client({ timeout: 200 });
    await until(caller, 'connected');
    expect(await caller.call('time:now')).toMatchObject(failsWith('TIMEOUT'));
    expect(await caller.call('time:now', null, { timeout: 5 })).toMatchObject(failsWith('TIMEOUT'));
  });

  it('settles as TIMEOUT when its signal is aborted, and ignores a late reply', async () => {
    const stop = new AbortController();
    let release: Ack = () => {};
    const { client } = await serve((socket) => {
      socket.on('time:now', (_payload: unknown, _meta: unknown, ack: Ack) => {
        release = ack;
        socket.emit('clock:struck');
      });
    });
    const caller = client();
    caller.on('clock:struck', () => stop.abort());
    const reply = await caller.call('time:now', null, { signal: stop.signal });
    expect(reply).toMatchObject(failsWith('TIMEOUT', { message: 'The caller stopped waiting.' }));
    const settled: unknown[] = [];
    caller.observe((traffic) => traffic.kind === 'reply' && settled.push(traffic.event));
    release({ ok: true, data: { now: 'late' } });
    await sync(caller);
    expect(settled).toEqual(['sync']);
  });

  it('is not sent at all if its signal was aborted before', async () => {
    const { client, received } = await serve();
    const caller = client();
    const reply = await caller.call('time:now', null, { signal: AbortSignal.abort() });
    expect(reply).toMatchObject(failsWith('TIMEOUT'));
    await sync(caller);
    expect(received).toEqual([]);
  });

  it('settles as DISCONNECTED, written, when the link is cut', async () => {
    const { client } = await serve((socket) => {
      socket.on('time:now', () => socket.conn.close());
    });
    expect(await client().call('time:now')).toMatchObject(lost(true));
  });

  it('settles as DISCONNECTED, written, when this end disconnects', async () => {
    const { client } = await serve((socket) => {
      socket.on('time:now', () => socket.emit('clock:struck'));
    });
    const caller = client();
    caller.on('clock:struck', () => caller.disconnect());
    expect(await caller.call('time:now')).toMatchObject(lost(true));
  });
});

describe('a call without a connection', () => {
  it('settles at once as DISCONNECTED, not written, where none is being made', async () => {
    const { client, received } = await serve();
    const caller = client({ autoConnect: false });
    expect(await caller.call('time:now')).toMatchObject(lost(false));
    caller.connect();
    await sync(caller);
    caller.disconnect();
    expect(await caller.call('time:now')).toMatchObject(lost(false));
    expect(received).toEqual([]);
  });

  it('waits for the connection that is being mended, and its deadline shrinks meanwhile', async () => {
    const { client, gate, cut, received } = await serve(count);
    const caller = client();
    await until(caller, 'connected');
    gate.open = false;
    cut();
    await until(caller, 'reconnecting');
    const reply = caller.call('count:add', { by: '1' }, { timeout: 5_000 });
    await until(caller, 'reconnecting', ({ attempt }) => attempt >= 3);
    expect(received).toEqual([]);
    gate.open = true;
    expect(await reply).toEqual({ ok: true, data: { total: '1' } });
    const [, , meta] = received[0] as [string, object, { deadline: number }];
    expect(meta.deadline).toBeGreaterThan(0);
    expect(meta.deadline).toBeLessThan(5_000);
  });

  it.each([
    ['its time is over', () => ({ timeout: 20 }), lost(false)],
    ['its signal is aborted', () => ({ signal: AbortSignal.timeout(20) }), failsWith('TIMEOUT')],
  ])('settles when %s, and is never sent late', async (_why, options, expected) => {
    const { client, gate, received } = await serve(count);
    gate.open = false;
    const caller = client();
    expect(await caller.call('count:add', { by: '1' }, options())).toMatchObject(expected);
    gate.open = true;
    await sync(caller);
    expect(received).toEqual([]);
  });

  it('settles when this end gives up, and is not sent by a later connect', async () => {
    const { client, gate, received } = await serve(count);
    gate.open = false;
    const caller = client();
    const reply = caller.call('count:add', { by: '1' });
    caller.disconnect();
    expect(await reply).toMatchObject(lost(false));
    gate.open = true;
    caller.connect();
    await sync(caller);
    expect(received).toEqual([]);
  });

  it('settles when the server refuses the connection', async () => {
    const { client, io } = await serve();
    io.use((_socket, next) => next(new Error('no')));
    expect(await client().call('time:now')).toMatchObject(lost(false));
  });
});

describe('a call that cannot be sent', () => {
  it.each(['connect', 'disconnect', 'newListener'])(
    'settles as BAD_REQUEST for the event %s',
    async (event) => {
      const { client } = await serve();
      expect(await client().callUnchecked(event, null)).toMatchObject(failsWith('BAD_REQUEST'));
    },
  );

  it('settles as BAD_REQUEST for a payload that has no encoding, and harms no other call', async () => {
    const { client } = await serve(count);
    const caller = client();
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const status of ['connecting', 'connected'] as const) {
      await until(caller, status);
      const bad = [caller.callUnchecked('count:add', 1n), caller.callUnchecked('count:add', cycle)];
      const good = caller.call('count:add', { by: '1' });
      for (const reply of await Promise.all(bad)) expect(reply).toMatchObject(failsWith('BAD_REQUEST'));
      expect(await good).toMatchObject({ ok: true });
    }
  });

  it('settles as DISCONNECTED where nothing listens, in time', async () => {
    const caller = openClient('http://localhost:1');
    expect(await caller.call('time:now', null, { timeout: 30 })).toMatchObject(lost(false));
  });
});

describe('send', () => {
  it('sends a checked event without waiting', async () => {
    const { client, received } = await serve();
    const caller = client();
    caller.send('note:drop', { text: 'hi' });
    await sync(caller);
    expect(received).toEqual([['note:drop', { text: 'hi' }]]);
  });

  it('throws an EventError for a payload that does not fit, and sends nothing', async () => {
    const { client, received } = await serve();
    const caller = client();
    expect(() => caller.send('note:drop', { text: 'x'.repeat(51) })).toThrow(
      expect.objectContaining({ code: 'BAD_REQUEST', issues: [expect.objectContaining({ path: ['text'] })] }),
    );
    await sync(caller);
    expect(received).toEqual([]);
  });

  it('drops the event where there is no connection and none is being made', async () => {
    const { client, received } = await serve();
    const caller = client({ autoConnect: false });
    caller.send('note:drop', { text: 'stale' });
    caller.connect();
    await sync(caller);
    expect(received).toEqual([]);
  });
});

it.each([null, '', 'x'.repeat(129), 7, {}, true])(
  '%s is no id, so that a TypeError says so at once and nothing is sent',
  async (value) => {
    const { client, received } = await serve(count);
    const caller = client();
    const id = value as string;
    for (const call of [
      () => caller.call('count:add', { by: '7' }, { id }),
      () => caller.callUnchecked('count:add', { by: '7' }, { id }),
    ])
      expect(call).toThrow(new TypeError('id must be a text of 1 to 128 characters.'));
    await sync(caller);
    expect(received).toEqual([]);
  },
);
