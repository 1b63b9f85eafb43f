import { createClient, handshakeAuth } from '@switchboard/client';
import type { Namespace, Socket } from 'socket.io';
import { Manager } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { failure } from '../app.fixture.ts';
import { contract, serveLimited, until } from './limits.fixture.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe.each(['websocket', 'polling'])('over %s', (transport) => {
  const socketOptions = { transports: [transport] };

  it('1,000 calls that were made offline are all answered, in order, and none is cut', async () => {
    await using server = await serveLimited();
    const client = server.client({ socketOptions, autoConnect: false, timeout: 60_000 });
    server.io.engine.use(
      (_request: unknown, _response: unknown, next: () => void) => void setTimeout(next, 20),
    );
    client.connect();
    const calls = numbers(1_000).map((number) => client.call('step:take', { number }));
    expect(await Promise.all(calls)).toEqual(
      numbers(1_000).map((number) => ({ ok: true, data: { number } })),
    );
    expect(server.steps).toEqual(numbers(1_000));
    expect(server.cuts).toEqual([]);
  });

  it('one call of 263,000 characters among 20 is PAYLOAD_TOO_LARGE, and the others are answered', async () => {
    await using server = await serveLimited();
    const client = server.client({ socketOptions });
    const replies = await Promise.all(
      numbers(20).map((number) =>
        client.call('text:count', { text: 'x'.repeat(number === 10 ? 263_000 : 100) }),
      ),
    );
    expect(replies.filter(({ ok }) => ok)).toHaveLength(19);
    expect(replies[10]).toEqual(failure('PAYLOAD_TOO_LARGE'));
    expect(server.cuts).toEqual([]);
  });
});

describe('a burst of a connected client', () => {
  it('of 2,000 calls and sends keeps their order, and is not cut', async () => {
    await using server = await serveLimited({ maxPacketsPerSecond: 2_000 });
    const client = server.client({ timeout: 60_000 });
    await until(client, 'connected');
    const calls = numbers(1_000).map((number) => {
      client.send('step:mark', { number: 2 * number });
      return client.call('step:take', { number: 2 * number + 1 });
    });
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    expect(server.steps).toEqual(numbers(2_000));
    expect(server.cuts).toEqual([]);
  });

  it('of 10,000 calls that are stopped settles at once, and leaves the connection as it is', async () => {
    await using server = await serveLimited();
    const client = server.client();
    await until(client, 'connected');
    const stop = new AbortController();
    const calls = numbers(10_000).map((number) =>
      client.call('step:take', { number }, { signal: stop.signal }),
    );
    stop.abort();
    const replies = await Promise.all(calls);
    expect(replies.every((reply) => !reply.ok && reply.error.code === 'TIMEOUT')).toBe(true);
    expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
    expect(server.steps.length).toBeLessThanOrEqual(100);
    expect(server.cuts).toEqual([]);
  });

  it('settles at once when the client disconnects: what was not sent says so', async () => {
    await using server = await serveLimited();
    const client = server.client();
    await until(client, 'connected');
    const calls = numbers(1_000).map((number) => client.call('step:take', { number }));
    client.disconnect();
    const replies = await Promise.all(calls);
    const written = replies.map(
      (reply) => !reply.ok && reply.error.code === 'DISCONNECTED' && reply.error.data.written,
    );
    expect(written).toEqual(numbers(1_000).map((number) => number < 64));
  });

  it('lets a call that got no turn in its time settle as TIMEOUT, not sent', async () => {
    await using server = await serveLimited({ maxPacketsPerSecond: 10 });
    const client = server.client();
    await until(client, 'connected');
    const calls = numbers(20).map((number) => client.call('step:take', { number }, { timeout: 300 }));
    const replies = await Promise.all(calls);
    expect(replies[0]).toMatchObject({ ok: true });
    expect(replies[19]).toEqual(
      failure('TIMEOUT', { message: 'The calls before it took too long: this call was not sent.' }),
    );
    expect(server.cuts).toEqual([]);
  });
});

describe('what a client waits for on its way back', () => {
  it('is sent at a pace, too: 1,000 calls that were made while it was reconnecting', async () => {
    await using server = await serveLimited({ maxPacketsPerSecond: 1_500 });
    const client = server.client({ timeout: 60_000 });
    await until(client, 'connected');
    const gone = until(client, 'reconnecting');
    server.dropAll();
    await gone;
    const calls = numbers(1_000).map((number) => client.call('step:take', { number }));
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    expect(server.steps).toEqual(numbers(1_000));
    expect(server.cuts).toEqual([]);
  });

  it('is sent as it was where the server announces no limit', async () => {
    await using server = await serveLimited({ announces: false, maxPacketsPerSecond: 1_000_000 });
    const client = server.client();
    const calls = numbers(2_000).map((number) => client.call('step:take', { number }));
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
  });
});

describe('a client on a socket of the application', () => {
  it('keeps below the limits, too: what waits, what is too large, and what the application sends itself', async () => {
    await using server = await serveLimited();
    const { socket } = server.client({ autoConnect: false });
    const client = createClient(contract, { socket, timeout: 60_000 });
    client.connect();
    const calls = numbers(500).map((number) => client.call('step:take', { number }));
    await until(client, 'connected');
    for (const number of numbers(300)) socket.emit('text:short', { text: String(number) });
    expect(await client.call('text:count', { text: 'x'.repeat(263_000) })).toEqual(
      failure('PAYLOAD_TOO_LARGE'),
    );
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    expect(server.steps).toEqual(numbers(500));
    expect(server.cuts).toEqual([]);
    client.detach();
  });

  it('shares the limits with the other clients of the connection, in another namespace too', async () => {
    await using server = await serveLimited();
    const manager = new Manager(server.url, { transports: ['websocket'], autoConnect: false });
    const auth = handshakeAuth(contract);
    const clients = ['/', '/second'].map((namespace) =>
      createClient(contract, { socket: manager.socket(namespace, { auth }), timeout: 60_000 }),
    );
    for (const client of clients) client.connect();
    const calls = clients.flatMap((client) =>
      numbers(600).map((number) => client.call('text:short', { text: String(number) })),
    );
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    expect(server.cuts).toEqual([]);
    for (const client of clients) client.disconnect();
  });
});

it('answers to the server take their share of the limit', async () => {
  await using server = await serveLimited();
  const client = server.client({ timeout: 60_000 });
  client.on('text:ask', () => ({ text: 'x' }));
  await until(client, 'connected');
  const [socket] = server.io.of('/').sockets.values();
  socket?.onAny(() => void (socket as unknown as Socket).emit('text:ask', () => {}));
  const calls = numbers(600).map((number) => client.call('step:take', { number }));
  expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
  expect(server.cuts).toEqual([]);
});

describe('a call that is too large', () => {
  it.each(['websocket', 'polling'])(
    'for the server is refused before it is sent, by each kind of size over %s',
    async (transport) => {
      await using server = await serveLimited({ maxPacketBytes: 10_000 });
      const client = server.client({ socketOptions: { transports: [transport] } });
      await until(client, 'connected');
      const text = (text: string) => client.call('text:count', { text });
      const bytes = (length: number) => client.call('bytes:count', { bytes: new Uint8Array(length) });
      const tooLarge = failure('PAYLOAD_TOO_LARGE', {
        message: expect.stringContaining('the server takes at most 10000'),
      });
      expect(await text('x'.repeat(9_900))).toMatchObject({ ok: true });
      expect(await text('x'.repeat(10_000))).toEqual(tooLarge);
      expect(await text('漢'.repeat(3_300))).toMatchObject({ ok: true });
      expect(await text('漢'.repeat(3_400))).toEqual(tooLarge);
      expect(await text('"'.repeat(4_900))).toMatchObject({ ok: true });
      expect(await text('"'.repeat(5_000))).toEqual(tooLarge);
      expect(await bytes(10_001)).toEqual(tooLarge);
      // Base64 makes it longer.
      expect(await bytes(9_000)).toEqual(
        transport === 'polling' ? tooLarge : { ok: true, data: { bytes: 9_000 } },
      );
      expect(await bytes(7_000)).toMatchObject({ ok: true });
      expect(server.cuts).toEqual([]);
    },
  );

  it('for its event is refused at the very byte at which the server refuses it', async () => {
    await using server = await serveLimited();
    const [client, unheld] = [server.client(), server.client({ validation: { calls: 'report' } })];
    await Promise.all([until(client, 'connected'), until(unheld, 'connected')]);
    const sizes = numbers(40).map((more) => 930 + more);
    const short = (each: typeof client) =>
      Promise.all(sizes.map(async (size) => (await each.call('text:short', { text: 'x'.repeat(size) })).ok));
    const [here, there] = [await short(client), await short(unheld)];
    expect(here).toContain(true);
    expect(here).toContain(false);
    expect(here).toEqual(there);
  });

  it('is refused alone where it counts as more packets than the server takes in a second', async () => {
    await using server = await serveLimited({ maxPacketsPerSecond: 3 });
    const client = server.client();
    await until(client, 'connected');
    expect(await client.call('text:count', { text: 'x'.repeat(200_000) })).toEqual(
      failure('PAYLOAD_TOO_LARGE', {
        message: 'The packet counts as 4 packets; the server takes at most 3 in a second.',
      }),
    );
    expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
    expect(server.cuts).toEqual([]);
  });

  it('is refused alone where the limit is known only once there is a connection', async () => {
    await using server = await serveLimited({ maxPacketBytes: 10_000 });
    const client = server.client();
    const calls = [1, 20_000, 1].map((size) => client.call('text:count', { text: 'x'.repeat(size) }));
    expect(await Promise.all(calls)).toMatchObject([
      { ok: true },
      failure('PAYLOAD_TOO_LARGE'),
      { ok: true },
    ]);
    expect(server.cuts).toEqual([]);
  });

  it('is refused at once while the client is offline, if the limit is known', async () => {
    await using server = await serveLimited({ maxPacketBytes: 10_000 });
    const client = server.client({
      socketOptions: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 },
    });
    await until(client, 'connected');
    const gone = until(client, 'reconnecting');
    server.dropAll();
    await gone;
    expect(await client.call('text:count', { text: 'x'.repeat(20_000) })).toEqual(
      failure('PAYLOAD_TOO_LARGE'),
    );
    expect(client.state.status).toBe('reconnecting');
  });

  it('is thrown where it is sent without waiting for a reply', async () => {
    await using server = await serveLimited({ maxPacketBytes: 1_024 });
    const client = server.client({ validation: { calls: 'off' } });
    await until(client, 'connected');
    expect(() => client.send('step:mark', { number: 'x'.repeat(2_000) } as never)).toThrow('at most 1024');
    expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
    expect(server.cuts).toEqual([]);
  });
});

it('an answer that is too large for the server is not given, and the connection stays', async () => {
  await using server = await serveLimited({ maxPacketBytes: 10_000 });
  const client = server.client();
  const failures = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => failures.mockRestore());
  const lengths = [20_000, 5];
  client.on('text:ask', () => ({ text: 'x'.repeat(lengths.shift() ?? 0) }));
  await until(client, 'connected');
  const asking = server.io.of('/') as unknown as Namespace;
  const ask = () => asking.timeout(200).emitWithAck('text:ask');
  await expect(ask()).rejects.toThrow();
  expect(failures.mock.calls.flat().map(String)).toContainEqual(expect.stringContaining('at most 10000'));
  expect(await ask()).toEqual([{ text: 'xxxxx' }]);
  expect(server.cuts).toEqual([]);
});
