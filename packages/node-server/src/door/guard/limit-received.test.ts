import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadServerConfig } from '../../config/server-config.ts';
import { createDoor } from '../door.ts';
import { type Limited, serveLimited } from '../limits.fixture.ts';
import { openSession, poll } from '../raw-client.fixture.ts';

const LIMITS = { maxReceivedBytesPerSecondPerAddress: 1_000_000 };
/** Two seconds' worth, and less than a flood. */
const COUNT = 8;
const text = 'x'.repeat(250_000);

/** A client of Socket.IO that knows no limit. */
function connect(server: Limited, extraHeaders?: Record<string, string>) {
  const socket = io(server.url.replace('localhost', '127.0.0.1'), {
    forceNew: true,
    transports: ['websocket'],
    ...(extraHeaders && { extraHeaders }),
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** How many texts have arrived so far. */
function watchTexts(server: Limited): () => number {
  let texts = 0;
  server.io.on('connection', (socket) => socket.onAny(() => void texts++));
  return () => texts;
}

const owes = (server: Limited): boolean =>
  [...server.connections.sessions.values()].some(({ received }) => !received.has(0));

describe('bytes of one address over the limit', () => {
  it('are read later, all and in order, and none is cut', async () => {
    await using server = await serveLimited(LIMITS);
    const texts = watchTexts(server);
    const socket = connect(server);
    const replies = Array.from({ length: COUNT }, () => socket.emitWithAck('text:count', { text }));
    await expect.poll(() => owes(server), { interval: 1 }).toBe(true);
    // What is in the piece that was read already comes through.
    expect(texts()).toBeLessThan(COUNT);
    expect(await Promise.all(replies)).toEqual(
      Array.from({ length: COUNT }, () => ({ ok: true, data: { characters: 250_000 } })),
    );
    expect(server.cuts).toEqual([]);
  });

  it('hold up its other connections as they send, and no other address', async () => {
    await using server = await serveLimited({ ...LIMITS, trustProxy: 1 });
    const join = (address: string) => connect(server, { 'X-Forwarded-For': address });
    const [sender, neighbour, stranger] = [join('192.0.2.1'), join('192.0.2.1'), join('192.0.2.2')] as const;
    for (const socket of [sender, neighbour, stranger]) await socket.emitWithAck('text:short', { text: 'x' });
    const replies = Array.from({ length: COUNT }, () => sender.emitWithAck('text:count', { text }));
    await expect.poll(() => owes(server), { interval: 1 }).toBe(true);
    const first = await Promise.race([
      Promise.all(replies).then(() => 'the sender'),
      neighbour.emitWithAck('text:count', { text }).then(() => 'the neighbour'),
      stranger.emitWithAck('text:short', { text: 'x' }).then(() => 'the stranger'),
    ]);
    expect(first).toBe('the stranger');
    await Promise.all(replies);
  });

  it('wait in the client by polling: the next body is read when they are paid back', async () => {
    await using server = await serveLimited(LIMITS);
    const sid = await openSession(server.url);
    await poll(server.url, { sid, body: '40' });
    while (!owes(server))
      await poll(server.url, { sid, body: `42${JSON.stringify(['text:count', { text }])}` });
    await poll(server.url, { sid, body: '42["step:mark",{"number":1}]' });
    expect(owes(server)).toBe(false);
    expect(server.cuts).toEqual([]);
  });

  it('wait in bodies of other requests, too, whether they have a length or not', async () => {
    const app = createServer((request, response) => request.resume().on('end', () => response.end()));
    const { connections } = createDoor(
      { server: app },
      { ...loadServerConfig({}), ...LIMITS, trustProxy: 1 },
      { logger: pino({ level: 'silent' }) },
    );
    app.listen(0);
    await once(app, 'listening');
    onTestFinished(() => {
      connections.cutAll();
      app.close();
    });
    const { port } = app.address() as AddressInfo;
    const post = async (headers: Record<string, string>, size: number): Promise<void> => {
      const forwarded = { 'X-Forwarded-For': '192.0.2.1', ...headers };
      const options = { port, host: '127.0.0.1', method: 'POST', headers: forwarded } as const;
      const [response] = await once(request(options).end('x'.repeat(size)), 'response');
      await once(response.resume(), 'end');
    };
    const client = { headers: { 'x-forwarded-for': '192.0.2.1' }, socket: { remoteAddress: '127.0.0.1' } };
    const owesNow = () => connections.receivedOf(client as never)?.has(0) === false;
    for (const headers of [{ 'Content-Length': '250000' }, { 'Transfer-Encoding': 'chunked' }]) {
      const all = Array.from({ length: 5 }, () => post(headers as Record<string, string>, 250_000));
      await expect.poll(owesNow, { interval: 1 }).toBe(true);
      await Promise.all(all);
      await post({ 'Content-Length': '1' }, 1);
      expect(owesNow()).toBe(false);
    }
  });

  it('are counted for each connection where nobody knows the address', async () => {
    await using server = await serveLimited({ ...LIMITS, trustProxy: 'pass-through' });
    const sender = connect(server);
    const stranger = connect(server);
    for (const socket of [sender, stranger]) await socket.emitWithAck('text:short', { text: 'x' });
    const replies = Array.from({ length: COUNT }, () => sender.emitWithAck('text:count', { text }));
    await expect.poll(() => owes(server), { interval: 1 }).toBe(true);
    expect([...server.connections.sessions.values()].filter(({ received }) => received.has(0))).toHaveLength(
      1,
    );
    expect(await stranger.emitWithAck('text:short', { text: 'x' })).toMatchObject({ ok: true });
    await Promise.all(replies);
  });
});
