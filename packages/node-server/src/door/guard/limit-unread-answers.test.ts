import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { certificates } from '../../app.fixture.ts';
import { limitUnreadAnswers } from './limit-unread-answers.ts';

const PATIENCE = 400;
const MIB = 1_048_576;

type Wire = 'plain' | 'TLS';

/** A server with such a limit, what opens connections to it, and the ports of those that did not read. */
async function serve(wire: Wire, listener: RequestListener) {
  const { serverKey, serverCert, passphrase } = certificates();
  const read = (file: string): string => readFileSync(file, 'utf8');
  const tls = { key: read(serverKey), cert: read(serverCert), passphrase: read(passphrase) };
  const server = wire === 'TLS' ? createTlsServer(tls, listener) : createServer(listener);
  server.keepAliveTimeout = 0;
  const unread: unknown[] = [];
  limitUnreadAnswers(server, ({ remotePort }) => void unread.push(remotePort), PATIENCE);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = async (): Promise<Socket> => {
    const options = { port, host: '127.0.0.1' };
    const socket = wire === 'TLS' ? connectTls({ ...options, rejectUnauthorized: false }) : connect(options);
    socket.on('error', () => undefined);
    await once(socket, wire === 'TLS' ? 'secureConnect' : 'connect');
    onTestFinished(() => void socket.destroy());
    return socket.pause();
  };
  return { server, open, unread };
}

const ask = (socket: Socket, path = '/'): unknown => socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);

/** The bytes that come until the connection ends, read a mebibyte at a time. */
async function readSlowly(socket: Socket): Promise<number> {
  let bytes = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    if (Math.floor(bytes / MIB) < Math.floor((bytes + chunk.length) / MIB)) await pause(PATIENCE / 8);
    bytes += chunk.length;
  }
  return bytes;
}

describe.each<Wire>(['plain', 'TLS'])('an answer over %s', (wire) => {
  it('that nobody reads ends with its connection', async () => {
    const { open, unread } = await serve(wire, (_request, response) => response.end(Buffer.alloc(16 * MIB)));
    const socket = await open();
    ask(socket);
    await expect.poll(() => unread).toEqual([socket.localPort]);
    // What was on its way already is all that comes.
    expect(await readSlowly(socket)).toBeLessThan(16 * MIB);
  });

  it('that is read slowly arrives, in however large a piece it was written', async () => {
    const { open, unread } = await serve(wire, (_request, response) => {
      response.writeHead(200, { Connection: 'close' }).end(Buffer.alloc(24 * MIB));
    });
    const socket = await open();
    ask(socket);
    expect(await readSlowly(socket)).toBeGreaterThan(24 * MIB);
    expect(unread).toEqual([]);
  });
});

it('an answer that is not there yet may take longer, and so may a client that asks for no more', async () => {
  const waiting: ServerResponse[] = [];
  const { open, unread } = await serve('plain', ({ url }, response) => {
    if (url === '/late') waiting.push(response);
    else response.end(Buffer.alloc(url === '/' ? 16 * MIB : 1));
  });
  const [late, idle, first, second] = [await open(), await open(), await open(), await open()];
  ask(late, '/late');
  ask(idle, '/idle');
  ask(first);
  await expect.poll(() => unread).toEqual([first.localPort]);
  ask(second);
  await expect.poll(() => unread).toHaveLength(2);
  waiting[0]?.end('here');
  const [answer] = (await once(late.resume(), 'data')) as [Buffer];
  expect(String(answer)).toContain('here');
  expect(idle.destroyed).toBe(false);
  expect(unread).toEqual([first.localPort, second.localPort]);
});

it('a WebSocket is left to its heartbeat', async () => {
  const { server, open, unread } = await serve('plain', ({ url }, response) =>
    response.end(Buffer.alloc(url === '/' ? 16 * MIB : 1)),
  );
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => undefined).write(Buffer.alloc(16 * MIB));
  });
  const [upgraded, other] = [await open(), await open()];
  ask(upgraded, '/short');
  await once(upgraded.resume(), 'data');
  upgraded.pause().write('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await once(server, 'upgrade');
  ask(other);
  await expect.poll(() => unread).toEqual([other.localPort]);
  expect(upgraded.destroyed).toBe(false);
});

it('an idle connection ends by keepAliveTimeout all the same', async () => {
  const { server, open, unread } = await serve('plain', (_request, response) => response.end('a'));
  server.keepAliveTimeout = 1;
  const socket = await open();
  ask(socket.resume());
  await once(socket, 'close');
  expect(unread).toEqual([]);
});
