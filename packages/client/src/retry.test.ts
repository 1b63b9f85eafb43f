import type { AnyReply } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { failure, lost } from './pending-calls.ts';
import { callWithRetry, pauseAfter } from './retry.ts';
import { serve, sync, type TestServer, until } from './server.fixture.ts';

type Ack = (reply: unknown) => void;

const retry = { attempts: 4, minDelay: 2, maxDelay: 4 };
const item = { item: 'tea' };
const done = { ok: true, data: { number: 1 } };

/** Handles the orders one after the other, each in its own way, and the last way from then on. */
function orders(...ways: ((socket: Socket, ack: Ack) => void)[]): (socket: Socket) => void {
  let next = 0;
  return (socket) => {
    socket.on('order:place', (_payload: unknown, _meta: unknown, ack: Ack) => {
      ways[Math.min(next++, ways.length - 1)]?.(socket, ack);
    });
  };
}

const accept = (_socket: Socket, ack: Ack): void => ack(done);
const cut = (socket: Socket): unknown => socket.conn.close();
const refuse =
  (code: string, more: object = {}) =>
  (_socket: Socket, ack: Ack): void =>
    ack({ ok: false, error: { code, message: 'Not now.', ...more } });

function failsWith(code: string, more: object = {}): object {
  return { ok: false, error: { code, ...more } };
}

const idsOf = ({ received }: TestServer): unknown[] =>
  received.map(([, , meta]) => (meta as { id?: string }).id);

describe('a call that may be retried', () => {
  it.each([
    ['the link was cut', cut],
    ['the server ran out of time', refuse('TIMEOUT')],
    ['the server was busy', refuse('SERVICE_UNAVAILABLE')],
    ['it was over its rate', refuse('TOO_MANY_REQUESTS', { retryAfter: 1 })],
  ])('is tried again under the same id after %s, and settles with the last reply', async (_why, way) => {
    const server = await serve(orders(way, way, accept));
    expect(await server.client({ retry }).call('order:place', item)).toEqual(done);
    const [first, ...others] = idsOf(server);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(others).toEqual([first, first]);
  });

  it('keeps the id that it was given, and two calls have two ids', async () => {
    const server = await serve(orders(cut, accept));
    const client = server.client();
    await client.call('order:place', item, { retry, id: 'mine' });
    await client.call('order:place', item, { retry });
    await client.call('order:place', item, { retry });
    const [first, second, third, fourth] = idsOf(server);
    expect([first, second]).toEqual(['mine', 'mine']);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('gives up after its attempts, with what the last one got', async () => {
    const server = await serve(orders(refuse('SERVICE_UNAVAILABLE')));
    const reply = await server.client({ retry }).call('order:place', item);
    expect(reply).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
    expect(server.received).toHaveLength(4);
  });

  it.each(['BAD_REQUEST', 'CONFLICT', 'FORBIDDEN', 'INTERNAL_SERVER_ERROR', 'SOLD_OUT'])(
    'is not tried again after %s, which would only come again',
    async (code) => {
      const server = await serve(orders(refuse(code), accept));
      expect(await server.client({ retry }).call('order:place', item)).toMatchObject(failsWith(code));
      expect(server.received).toHaveLength(1);
    },
  );

  it('is not tried again where the server asks for more time than the call has', async () => {
    const server = await serve(orders(refuse('TOO_MANY_REQUESTS', { retryAfter: 60_000 }), accept));
    const reply = await server.client({ retry }).call('order:place', item);
    expect(reply).toMatchObject(failsWith('TOO_MANY_REQUESTS', { retryAfter: 60_000 }));
    expect(server.received).toHaveLength(1);
  });

  it('shares one timeout among its attempts', async () => {
    const server = await serve(orders(refuse('SERVICE_UNAVAILABLE', { retryAfter: 60 }), () => {}));
    const client = server.client();
    await until(client, 'connected');
    const reply = await client.call('order:place', item, { retry, timeout: 400 });
    expect(reply).toMatchObject(failsWith('TIMEOUT'));
    const budgets = server.received.map(([, , meta]) => (meta as { deadline: number }).deadline);
    expect(budgets).toHaveLength(2);
    expect(budgets[0]).toBeLessThanOrEqual(400);
    expect(budgets[1]).toBeLessThan(350);
  });

  it('that may have been executed says so when no connection comes back in time', async () => {
    const server = await serve(
      orders((socket) => {
        server.gate.open = false;
        socket.conn.close();
      }),
    );
    const client = server.client({ retry });
    await until(client, 'connected');
    const reply = client.call('order:place', item, { timeout: 100 });
    expect(await reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: true } }));
    expect(server.received).toHaveLength(1);
  });

  it('that may have been executed says so, even if its last attempt never left', async () => {
    const { client } = await serve();
    const link = client();
    await until(link, 'connected');
    const replies = [lost(true), lost(false)];
    const attempt = (number: number) => Promise.resolve(replies[number - 1] ?? lost(false));
    const call = { link, timeout: 1_000, signal: undefined, attempt };
    expect(
      await callWithRetry({ attempts: 2, minDelay: 1, maxDelay: 1, acrossConnections: true }, call),
    ).toEqual(lost(true));
  });

  it('settles at once when this end disconnects between two attempts', async () => {
    const server = await serve(orders(refuse('SERVICE_UNAVAILABLE', { retryAfter: 5_000 }), accept));
    const client = server.client({ retry });
    client.observe((traffic) => {
      if (traffic.kind === 'reply') queueMicrotask(() => client.disconnect());
    });
    expect(await client.call('order:place', item)).toMatchObject(failsWith('SERVICE_UNAVAILABLE'));
    client.connect();
    await sync(client);
    expect(server.received).toHaveLength(1);
  });

  it('settles as TIMEOUT when its signal is aborted between two attempts', async () => {
    const server = await serve(orders(refuse('SERVICE_UNAVAILABLE', { retryAfter: 5_000 }), accept));
    const client = server.client({ retry });
    const stop = new AbortController();
    client.observe((traffic) => {
      if (traffic.kind === 'reply') queueMicrotask(() => stop.abort());
    });
    const reply = await client.call('order:place', item, { signal: stop.signal });
    expect(reply).toMatchObject(failsWith('TIMEOUT', { message: 'The caller stopped waiting.' }));
    expect(server.received).toHaveLength(1);
  });

  it('settles at once as DISCONNECTED, not written, where no connection is being made', async () => {
    const { client } = await serve(orders(accept));
    const reply = await client({ retry, autoConnect: false }).call('order:place', item);
    expect(reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: false } }));
  });

  it('settles as DISCONNECTED, not written, where no connection comes in time', async () => {
    const server = await serve(orders(accept));
    server.gate.open = false;
    const client = server.client({ retry });
    const reply = await client.call('order:place', item, { timeout: 30 });
    expect(reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: false } }));
    server.gate.open = true;
    await sync(client);
    expect(server.received).toEqual([]);
  });

  it('comes after what the listeners of a new connection send, so that they can restore it', async () => {
    const server = await serve((socket) => {
      socket.on('note:drop', () => {});
      orders(accept)(socket);
    });
    server.gate.open = false;
    const client = server.client({ retry });
    const early = client.call('order:place', item);
    client.onState(({ status }) => status === 'connected' && client.send('note:drop', { text: 'restore' }));
    server.gate.open = true;
    await early;
    expect(server.received.map(([event]) => event)).toEqual(['note:drop', 'order:place']);
  });

  it('leaves at once while connected, before what is called after it', async () => {
    const server = await serve(orders(accept));
    const client = server.client({ retry });
    await until(client, 'connected');
    const first = client.call('order:place', item);
    client.send('note:drop', { text: 'after' });
    await first;
    expect(server.received.map(([event]) => event)).toEqual(['order:place', 'note:drop']);
  });

  it('shows each attempt to the observers, with its number, its id and its own reply', async () => {
    const server = await serve(orders(refuse('SERVICE_UNAVAILABLE'), accept));
    const client = server.client({ retry });
    const seen: object[] = [];
    client.observe((traffic) => seen.push(traffic));
    await client.call('order:place', item, { id: 'seen' });
    expect(seen).toMatchObject([
      { kind: 'call', call: 1, event: 'order:place', attempt: 1, id: 'seen', issues: [] },
      { kind: 'reply', call: 1, reply: failsWith('SERVICE_UNAVAILABLE') },
      { kind: 'call', call: 2, event: 'order:place', attempt: 2, id: 'seen', issues: [] },
      { kind: 'reply', call: 2, reply: done },
    ]);
  });

  it('does not multiply when many are cut off together: each caller has one settlement', async () => {
    const server = await serve((socket) => {
      let count = 0;
      orders((_socket, ack) => {
        if (++count === 20) socket.conn.close();
        else if (count < 20) ack(done);
      })(socket);
    });
    const client = server.client({ retry: { ...retry, attempts: 20 } });
    const settled = await Promise.all(Array.from({ length: 100 }, () => client.call('order:place', item)));
    expect(settled).toEqual(Array.from({ length: 100 }, () => done));
    expect(new Set(idsOf(server)).size).toBe(100);
  });
});

describe('a call that strangers may make too', () => {
  const hold = (...ways: ((socket: Socket, ack: Ack) => void)[]) => {
    let next = 0;
    return (socket: Socket): void => {
      socket.on('seat:hold', (_payload: unknown, _meta: unknown, ack: Ack) => ways[next++]?.(socket, ack));
    };
  };
  const seat = { ok: true, data: { seat: 7 } };

  it('is tried again on the same connection', async () => {
    const server = await serve(hold(refuse('SERVICE_UNAVAILABLE'), (_socket, ack) => ack(seat)));
    expect(await server.client({ retry }).call('seat:hold')).toEqual(seat);
    expect(server.received).toHaveLength(2);
  });

  it('is not tried again on another connection, where its id says nothing', async () => {
    const server = await serve(hold(cut, (_socket, ack) => ack(seat)));
    const client = server.client({ retry });
    const reply = await client.call('seat:hold');
    expect(reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: true } }));
    await sync(client);
    expect(server.received).toHaveLength(1);
  });
});

describe('a call is sent once, whatever becomes of it,', () => {
  it('if its event is not idempotent', async () => {
    const server = await serve((socket) => {
      socket.on('count:add', () => socket.conn.close());
    });
    const client = server.client({ retry });
    const reply = await client.call('count:add', { by: '1' }, { retry: true });
    expect(reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: true } }));
    await sync(client);
    expect(server.received).toHaveLength(1);
  });

  it.each([
    ['nobody asked for more', {}, {}],
    ['the call itself says no', { retry: true }, { retry: false }],
  ])('if %s', async (_why, options, callOptions) => {
    const server = await serve(orders(cut, accept));
    const client = server.client(options);
    const reply = await client.call('order:place', item, callOptions);
    expect(reply).toMatchObject(failsWith('DISCONNECTED', { data: { written: true } }));
    await sync(client);
    expect(idsOf(server)).toEqual([undefined]);
  });
});

describe('the pause after an attempt', () => {
  const plan = { attempts: 9, minDelay: 100, maxDelay: 1_000, acrossConnections: true };
  const busy = failure('SERVICE_UNAVAILABLE');
  const pauses = (reply: AnyReply, random: number): number[] =>
    [1, 2, 3, 4, 5, 6].map((number) => pauseAfter(number, plan, reply, () => random));

  it('is anywhere below a bound that doubles up to the longest', () => {
    expect(pauses(busy, 1)).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(pauses(busy, 0.5)).toEqual([50, 100, 200, 400, 500, 500]);
    expect(pauses(busy, 0)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('begins where the server says that the call may succeed', () => {
    const limited = failure('TOO_MANY_REQUESTS', { retryAfter: 3_000 });
    expect(pauses(limited, 0)[0]).toBe(3_000);
    expect(pauses(limited, 1)[5]).toBe(4_000);
  });
});
