import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient } from './client.ts';
import { contract } from './contract.fixture.ts';
import { failure } from './pending-calls.ts';
import { pauseAfter } from './retry.ts';
import { openClient, serve, sync } from './server.fixture.ts';
import { RefusalRetry } from './socket/refusal-retry.ts';

const NO_DURATION = [Infinity, 2 ** 31, 1e12, 0, -1, Number.NaN, '5', null, 1n, {}];

describe.each(NO_DURATION)('%s is no duration, so that a TypeError names the option at once', (value) => {
  const bad = value as number;
  const make = (options: object) => () =>
    openClient('http://localhost:1', { autoConnect: false, ...options });

  it.each([
    ['timeout', { timeout: bad }],
    ['retry.maxDelay', { retry: { maxDelay: bad } }],
    ['socketOptions.timeout', { socketOptions: { timeout: bad } }],
  ])('in createClient: %s', (name, options) => {
    const error = expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(name) });
    expect(make(options)).toThrow(error);
  });

  it.each([
    ['retry.minDelay', { retry: { minDelay: bad } }],
    ['socketOptions.reconnectionDelay', { socketOptions: { reconnectionDelay: bad } }],
    ['socketOptions.reconnectionDelayMax', { socketOptions: { reconnectionDelayMax: bad } }],
  ])('in createClient, but for 0: %s', (name, options) => {
    if (bad === 0) expect(make(options)).not.toThrow();
    else expect(make(options)).toThrow(name);
  });

  it('in a call, though its event is not idempotent, or its payload does not fit', async () => {
    const { client, received } = await serve();
    const caller = client();
    const calls = [
      () => caller.call('time:now', null, { timeout: bad }),
      () => caller.call('time:now', null, { retry: { maxDelay: bad } }),
      () => caller.call('count:add', { by: 'x' }, { timeout: bad }),
      () => caller.callUnchecked('time:now', null, { timeout: bad }),
    ];
    for (const call of calls) expect(call).toThrow(TypeError);
    await sync(caller);
    expect(received).toEqual([]);
  });
});

it.each([0, -1, Number.NaN, 1.5, '5'])(
  'a call is not tried %s times: a TypeError says so at once',
  (attempts) => {
    const retry = { attempts: attempts as number };
    expect(() => createClient(contract, 'http://localhost:1', { autoConnect: false, retry })).toThrow(
      'retry.attempts must be a whole number',
    );
  },
);

it('the longest timeout that a timer can hold is taken', async () => {
  const { client } = await serve((socket) => {
    socket.on('time:now', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) => {
      ack({ ok: true, data: { now: 'noon' } });
    });
  });
  const reply = await client().call('time:now', null, {
    timeout: 2 ** 31 - 1,
    retry: { attempts: Infinity },
  });
  expect(reply).toMatchObject({ ok: true });
});

it.each([1e12, 2 ** 31])(
  'a call is not tried again where the server asks for a wait of %s',
  async (retryAfter) => {
    const server = await serve((socket) => {
      socket.on('order:place', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) => {
        ack({ ok: false, error: { code: 'TOO_MANY_REQUESTS', message: 'Later.', retryAfter } });
      });
    });
    const reply = await server.client({ retry: true }).call('order:place', { item: 'tea' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'TOO_MANY_REQUESTS', retryAfter } });
    expect(server.received).toHaveLength(1);
  },
);

it.each(['5', null, Number.NaN, -1])('a wait of %s, asked for by the server, is none', (retryAfter) => {
  const reply = failure('SERVICE_UNAVAILABLE', { retryAfter: retryAfter as number });
  expect(pauseAfter(1, { attempts: 5, minDelay: 100, maxDelay: 100 }, reply, () => 0.5)).toBe(50);
});

it('a handshake that is refused for longer than a timer can hold is not tried again at once', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let attempts = 0;
  const pauses = { reconnectionDelay: () => 1, reconnectionDelayMax: () => 1, randomizationFactor: () => 0 };
  const retry = new RefusalRetry(pauses, () => {
    attempts += 1;
  });
  retry.plan({ code: 'SERVICE_UNAVAILABLE', message: 'Later.', data: undefined, retryAfter: 1e12 });
  vi.advanceTimersByTime(60_000);
  expect(attempts).toBe(0);
});
