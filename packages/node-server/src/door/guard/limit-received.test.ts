import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadServerConfig } from '../../config/server-config.ts';
import { createDoor } from '../door.ts';
import { type Limited, serveLimited } from '../limits.fixture.ts';
import { BINARY, frame, openSession, PING, poll, rawWebSocket } from '../raw-client.fixture.ts';

const LIMITS = { maxReceivedBytesPerSecondPerAddress: 1_000_000 };
/** Two seconds' worth, and less than a flood. */
const COUNT = 8;
const text = 'x'.repeat(250_000);
/** Bytes that a request costs beside its own. */
const REQUEST_COST = 16_384;
/** What a small request that is served once all is paid back may owe itself: bytes. */
const COST_OF_LAST = 18_000;

/** A request of this machine. */
const localhost = { headers: {}, socket: { remoteAddress: '127.0.0.1' } } as IncomingMessage;

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
    expect(server.connections.sessions.get(sid)?.received.has(-COST_OF_LAST)).toBe(true);
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
      expect(connections.receivedOf(client as never)?.has(-COST_OF_LAST)).toBe(true);
    }
  });

  it('count with what each packet, frame and request costs beside, however small it is', async () => {
    await using server = await serveLimited({ maxReceivedBytesPerSecondPerAddress: 10_000, trustProxy: 1 });
    const headersOf = (address: string) => ({ 'X-Forwarded-For': address });
    const texts = watchTexts(server);
    const sender = connect(server, headersOf('192.0.2.1'));
    await sender.emitWithAck('text:short', { text: 'x' });
    const replies = Array.from({ length: 20 }, () => sender.emitWithAck('text:short', { text: 'x' }));
    await expect.poll(() => owes(server), { interval: 1 }).toBe(true);
    await Promise.all(replies);
    expect(texts()).toBe(21);

    const pinger = await rawWebSocket(server.url, { headers: headersOf('192.0.2.2') });
    pinger.resume().write(Buffer.concat(Array.from({ length: 20 }, () => frame(PING))));
    await expect.poll(() => owes(server), { interval: 1 }).toBe(true);
    pinger.destroy();

    const headers = headersOf('192.0.2.3');
    const client = { headers: { 'x-forwarded-for': '192.0.2.3' }, socket: { remoteAddress: '127.0.0.1' } };
    const requests = Array.from({ length: 2 }, () => poll(server.url, { sid: 'unknown', headers }));
    await expect
      .poll(() => server.connections.receivedOf(client as never)?.has(0), { interval: 1 })
      .toBe(false);
    expect((await Promise.all(requests)).every(({ status }) => status === 400)).toBe(true);
    expect(server.cuts).toEqual([]);
  });

  it('let requests that wait go on one by one, each when it is paid for', async () => {
    let [inTurn, most] = [0, 0];
    const app = createServer((_request, response) => {
      inTurn += 1;
      most = Math.max(most, inTurn);
      setImmediate(() => {
        inTurn = 0;
      });
      response.end();
    });
    const { connections } = createDoor(
      { server: app },
      { ...loadServerConfig({}), maxReceivedBytesPerSecondPerAddress: 10 * REQUEST_COST },
      { logger: pino({ level: 'silent' }) },
    );
    app.listen(0);
    await once(app, 'listening');
    onTestFinished(() => {
      connections.cutAll();
      app.close();
    });
    const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    await Promise.all(Array.from({ length: 30 }, async () => (await fetch(url)).text()));
    // A second's worth, which may come at once, is ten.
    expect(most).toBeLessThan(13);
  });

  it.each([
    ['a part of a message', false, frame(BINARY, text, false)],
    ['a frame without its last byte', false, frame(BINARY, text).subarray(0, -1)],
    ['a part of a message on one that probes', true, frame(BINARY, text, false)],
  ])('count where a WebSocket ends before its message: %s', async (_what, isProbe, bytes) => {
    await using server = await serveLimited({ maxReceivedBytesPerSecondPerAddress: 20_000 });
    const socket = await rawWebSocket(server.url, isProbe ? { sid: await openSession(server.url) } : {});
    socket.resume().end(bytes);
    await once(socket, 'close');
    expect(server.connections.receivedOf(localhost)?.has(0)).toBe(false);
    expect(server.cuts).toEqual([]);
  });

  it('hold up its new WebSockets: one is opened when they are paid back', async () => {
    await using server = await serveLimited({ maxReceivedBytesPerSecondPerAddress: 100_000 });
    const socket = await rawWebSocket(server.url);
    socket.resume().end(frame(BINARY, text, false));
    await once(socket, 'close');
    const next = await rawWebSocket(server.url);
    expect(server.connections.receivedOf(localhost)?.has(0)).toBe(true);
    next.destroy();
  });

  it('count with a polling request that asks for an upgrade, and does not mean it', async () => {
    await using server = await serveLimited({ maxReceivedBytesPerSecondPerAddress: 20_000 });
    const sid = await openSession(server.url);
    await poll(server.url, { sid, body: `40${' '.repeat(200_000)}`, headers: { Upgrade: 'h2c' } });
    expect(server.connections.receivedOf(localhost)?.has(0)).toBe(false);
  });

  it('count with a polling request that is refused for what it asks', async () => {
    await using server = await serveLimited({ maxReceivedBytesPerSecondPerAddress: 20_000 });
    const { status } = await poll(server.url, { sid: 'none&j=0', body: 'x'.repeat(200_000) });
    expect(status).toBe(400);
    expect(server.connections.receivedOf(localhost)?.has(0)).toBe(false);
  });

  it('of polling count with their request, also where its packets cut the session', async () => {
    await using server = await serveLimited({ ...LIMITS, trustProxy: 1 });
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    const client = { headers: { 'x-forwarded-for': '192.0.2.1' }, socket: { remoteAddress: '127.0.0.1' } };
    for (let each = 0; each < 6; each++) {
      const { text } = await poll(server.url, { headers });
      const { sid } = JSON.parse(text.slice(1)) as { sid: string };
      void poll(server.url, { sid, headers, body: `4!\u001e6${'x'.repeat(250_000)}` });
    }
    await expect
      .poll(() => server.connections.receivedOf(client as never)?.has(0), { interval: 1 })
      .toBe(false);
    await expect.poll(() => server.cuts).toHaveLength(6);
  });

  it('are counted for each connection where nobody knows the address', async () => {
    await using server = await serveLimited({ ...LIMITS, trustProxy: 'pass-through' });
    const sender = connect(server);
    const stranger = connect(server);
    for (const socket of [sender, stranger]) await socket.emitWithAck('text:short', { text: 'x' });
    const replies = Array.from({ length: COUNT }, () => sender.emitWithAck('text:count', { text }));
    const whoOwes = () =>
      [...server.connections.sessions.values()].map(({ received }) => !received.has(0)).sort();
    await expect.poll(whoOwes, { interval: 1 }).toEqual([false, true]);
    expect(await stranger.emitWithAck('text:short', { text: 'x' })).toMatchObject({ ok: true });
    await Promise.all(replies);
  });
});
