import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testConfig } from '../../app.fixture.ts';
import { createDoor } from '../door.ts';
import { type Limited, serveLimited, until } from '../limits.fixture.ts';
import { BINARY, frame, openSession, poll, rawWebSocket, TEXT } from '../raw-client.fixture.ts';

const MIB = 1_048_576;
const LIMITS = { maxBufferedBytesInTotal: 4 * MIB, maxBufferedBytes: 64 * MIB };

/** Sends so much to a session that joined. */
function sendTo({ connections }: Limited, sid: string, bytes: number): void {
  for (let sent = 0; sent < bytes; sent += 65_536)
    connections.sessions.get(sid)?.connection.write('x'.repeat(65_536));
}

describe('what all clients leave unread', () => {
  it('has a budget: over it the session with the most is cut, and the others stay', async () => {
    await using server = await serveLimited(LIMITS);
    const reader = server.client();
    await until(reader, 'connected');
    const [most, less] = [await openSession(server.url), await openSession(server.url)];
    sendTo(server, most, 3 * MIB);
    sendTo(server, less, MIB / 2);
    await reader.call('text:short', { text: 'x' });
    expect(server.cuts).toEqual([]);
    sendTo(server, less, MIB);
    await expect.poll(() => server.cuts).toEqual(['server_full']);
    expect(server.connections.sessions.has(less)).toBe(true);
    const { status, text } = await poll(server.url, { sid: most });
    expect([status, (JSON.parse(text) as { cut: string }).cut]).toEqual([503, 'server_full']);
    expect(await reader.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
  });

  it('counts what the kernel has not taken of WebSockets, and frees it', async () => {
    await using server = await serveLimited(LIMITS);
    const socket = await rawWebSocket(server.url);
    socket.write(frame(TEXT, '40'));
    socket.pause();
    await expect.poll(() => server.connections.sessions.size).toBe(1);
    const [session] = server.connections.sessions.values();
    for (let i = 0; i < 640 && server.cuts.length === 0; i++) {
      session?.connection.write('x'.repeat(65_536));
      await new Promise(setImmediate);
    }
    expect(server.cuts).toEqual(['server_full']);
    await expect.poll(() => server.connections.open).toBe(0);
  });

  it('counts answers over HTTP', async () => {
    const http = createServer((_request, response) => void response.end(Buffer.alloc(16 * MIB)));
    const config = { ...testConfig(), ...LIMITS, allowedOrigins: 'any' } as const;
    const cuts: string[] = [];
    const metrics = { onRefused: () => undefined, onCut: (reason: string) => void cuts.push(reason) };
    const { connections } = createDoor({ server: http }, config, {
      logger: pino({ level: 'silent' }),
      metrics,
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    onTestFinished(() => {
      connections.cutAll();
      http.close();
    });
    const clients = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    for (const client of clients) client.pause().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(() => cuts.length).toBeGreaterThanOrEqual(3);
    expect(new Set(cuts)).toEqual(new Set(['server_full']));
    for (const client of clients) client.destroy();
  });
});

describe('what has come and is not complete', () => {
  /** Opens WebSockets that send this after they joined, and nothing more. */
  async function sendFrom(server: Limited, count: number, parts: readonly Buffer[]): Promise<void> {
    for (let i = 0; i < count; i++) {
      const socket = await rawWebSocket(server.url);
      onTestFinished(() => void socket.destroy());
      socket.resume().write(Buffer.concat([frame(TEXT, '40'), ...parts]));
    }
  }
  const part = (bytes: number): Buffer => frame(BINARY, 'x'.repeat(bytes));
  const unended = (bytes: number): Buffer => frame(BINARY, 'x'.repeat(bytes), false);
  const packet = (attachments: number): Buffer =>
    frame(TEXT, `45${attachments}-["bytes:count",{"bytes":{"_placeholder":true,"num":0}}]`);

  it.each([
    [
      'packets whose attachments have not all come',
      () => [packet(4), part(240_000), part(240_000), part(240_000)],
    ],
    ['a frame that has not come to its end', () => [part(240_000).subarray(0, -1)]],
    ['a message of several frames', () => [unended(240_000)]],
  ])('has a part in the budget: %s', async (_what, parts) => {
    await using server = await serveLimited({ ...LIMITS, maxReceivedBytesPerSecondPerAddress: 64 * MIB });
    const client = server.client();
    await until(client, 'connected');
    await sendFrom(server, 25, parts());
    await expect.poll(() => server.cuts.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(7);
    expect(new Set(server.cuts)).toEqual(new Set(['server_full']));
    expect(await client.call('text:short', { text: 'x' })).toMatchObject({ ok: true });
  });

  it.each([
    ['only probes', async (server: Limited) => ({ sid: await openSession(server.url) }), []],
    ['is closing', async () => ({}), [frame(TEXT, '!')]],
  ] as const)('has one on a WebSocket that %s', async (_what, optionsFor, first) => {
    await using server = await serveLimited({ ...LIMITS, maxReceivedBytesPerSecondPerAddress: 64 * MIB });
    const open = async () => rawWebSocket(server.url, await optionsFor(server));
    const sockets = await Promise.all(Array.from({ length: 25 }, open));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (const socket of sockets) socket.resume().write(Buffer.concat([...first, unended(240_000)]));
    const full = () => server.cuts.filter((cut) => cut === 'server_full').length;
    await expect.poll(full, { timeout: 5_000 }).toBeGreaterThanOrEqual(7);
  });

  it('bodies of requests have one', async () => {
    await using server = await serveLimited({ ...LIMITS, maxReceivedBytesPerSecondPerAddress: 64 * MIB });
    const { port } = new URL(server.url);
    for (let i = 0; i < 25; i++) {
      const sid = await openSession(server.url);
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      onTestFinished(() => void socket.destroy());
      const head = `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: a\r\nContent-Length: 250000`;
      socket.write(`${head}\r\n\r\n4${'x'.repeat(240_000)}`);
    }
    await expect.poll(() => server.cuts.length, { timeout: 5_000 }).toBeGreaterThanOrEqual(7);
    expect(new Set(server.cuts)).toEqual(new Set(['server_full']));
  });

  it('is forgotten when it is complete', async () => {
    await using server = await serveLimited();
    const socket = await rawWebSocket(server.url);
    socket.resume().write(Buffer.concat([frame(TEXT, '40'), packet(1)]));
    const unfinished = () => [...server.connections.sessions.values()].map((session) => session.unfinished);
    await expect.poll(() => unfinished()[0]).toBeGreaterThan(0);
    socket.write(part(240_000));
    await expect.poll(unfinished).toEqual([0]);
    socket.destroy();
  });
});
