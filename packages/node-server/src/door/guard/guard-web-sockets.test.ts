import type { Socket } from 'node:net';
import { batchingWsEngine, countingWsEngine } from '@switchboard/ws-engine';
import { describe, expect, it } from 'vitest';
import { serveLimited, until } from '../limits.fixture.ts';
import { webSocketServerOf } from '../private-members.ts';
import { CONTINUATION, frame, openSession, PING, PONG, rawWebSocket, TEXT } from '../raw-client.fixture.ts';

const MIB = 1_048_576;

/** Writes these frames again and again, whether they are read or not, until the server hangs up or cuts it. */
function pour(socket: Socket, frames: Buffer): Promise<void> {
  const go = (): void => {
    while (!socket.destroyed && socket.write(frames));
  };
  socket.on('drain', go);
  go();
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

const many = (one: Buffer, count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => one));

const FRAMES: readonly [what: string, frames: Buffer][] = [
  ['pings', many(frame(PING), 1_000)],
  ['pongs', many(frame(PONG, 'x'), 1_000)],
  [
    'empty parts of a message',
    Buffer.concat([frame(TEXT, '4', false), many(frame(CONTINUATION, '', false), 1_000)]),
  ],
];

describe.each([true, false])('with batched writes %j', (batchedWrites) => {
  it.each(FRAMES)('a flood of %s is one, and is cut', async (_what, frames) => {
    await using server = await serveLimited({ batchedWrites, maxPacketsPerSecond: 100 });
    const bystander = server.client();
    await until(bystander, 'connected');
    const socket = await rawWebSocket(server.url);
    socket.resume();
    socket.write(frame(TEXT, '40'));
    await pour(socket, frames);
    expect(server.cuts).toEqual(['flood']);
    expect(await bystander.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
    expect(server.connections.sessions.size).toBe(1);
  });

  it('pings of a client that reads nothing are cut at the bytes that may wait, however small they are', async () => {
    const limits = { maxPacketsPerSecond: 1_000_000, maxReceivedBytesPerSecondPerAddress: 1_024 * MIB };
    await using server = await serveLimited({ batchedWrites, ...limits, maxBufferedBytes: 2 * MIB });
    const socket = await rawWebSocket(server.url);
    socket.write(frame(TEXT, '40'));
    socket.pause();
    void pour(socket, many(frame(PING, 'x'.repeat(100)), 100));
    await expect.poll(() => server.cuts).toEqual(['slow_reader']);
    socket.destroy();
  });
});

it('a WebSocket that only probes whether a session may move to it is counted with the session', async () => {
  await using server = await serveLimited({ maxPacketsPerSecond: 100 });
  for (const frames of [many(frame(PING), 200), many(frame(TEXT, '2probe'), 200)]) {
    const sid = await openSession(server.url);
    const socket = await rawWebSocket(server.url, { sid });
    socket.resume();
    await pour(socket, frames);
  }
  expect(server.cuts).toEqual(['flood', 'flood']);
  expect(server.connections.sessions.size).toBe(0);
});

it('a client that pings as often as one may is served, also by its pings', async () => {
  await using server = await serveLimited({ maxPacketsPerSecond: 1_000 });
  const client = server.client();
  await until(client, 'connected');
  const { engine } = client.socket.io as unknown as {
    engine: { transport: { ws: { ping(): void; once(event: 'pong', listener: () => void): void } } };
  };
  const { ws } = engine.transport;
  for (let i = 0; i < 500; i++) ws.ping();
  await new Promise<void>((resolve) => ws.once('pong', resolve));
  expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
  expect(server.cuts).toEqual([]);
});

describe('what this believes of Engine.IO', () => {
  it.each([
    [true, batchingWsEngine],
    [false, countingWsEngine],
  ])(
    'is that it has its server of WebSockets, and makes another one when it listens: %j',
    async (batchedWrites, engine) => {
      await using server = await serveLimited({ batchedWrites });
      expect(webSocketServerOf(server.io.engine)).toBeInstanceOf(engine);
    },
  );
});

it('a flood of packets that goes on after it was cut is read no further', async () => {
  await using server = await serveLimited({ maxPacketsPerSecond: 100 });
  const socket = await rawWebSocket(server.url);
  const [stream] = server.connections.streams;
  socket.write(frame(TEXT, '40'));
  await expect.poll(() => server.io.of('/').sockets.size).toBe(1);
  const flood = Buffer.concat(Array.from({ length: 100_000 }, () => frame(TEXT, '42["no:such"]')));
  socket.write(flood);
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
  expect(server.cuts).toEqual(['flood']);
  expect(stream?.bytesRead).toBeLessThan(flood.length / 2);
});
