import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testConfig } from '../../app.fixture.ts';
import { createDoor } from '../door.ts';
import { type Limited, serveLimited, until } from '../limits.fixture.ts';
import { frame, openSession, poll, rawWebSocket, TEXT } from '../raw-client.fixture.ts';

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
