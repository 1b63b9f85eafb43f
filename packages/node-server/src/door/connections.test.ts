import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket as TcpSocket } from 'node:net';
import { pino } from 'pino';
import { io as connectIo, Manager } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EngineSession } from './connections.ts';
import { createDoor, type Door, type DoorConfig } from './door.ts';

const CONFIG: DoorConfig = {
  pingTimeout: 20_000,
  pingInterval: 25_000,
  connectTimeout: 10_000,
  maxPacketBytes: 262_144,
  maxPacketsPerSecond: 500,
  maxBufferedBytes: 4_194_304,
  maxBufferedBytesInTotal: 134_217_728,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 1_000,
  batchedWrites: true,
  allowedOrigins: 'any',
};
const POLL = '/socket.io/?EIO=4&transport=polling';

/** The door on a plain HTTP server, on 127.0.0.1. */
async function serve(): Promise<Door & { readonly port: number; readonly url: string }> {
  const server = createServer();
  const door = createDoor({ server }, CONFIG, { logger: pino({ level: 'silent' }) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    await door.io.close();
    door.connections.cutAll();
  });
  const { port } = server.address() as AddressInfo;
  return { ...door, port, url: `http://127.0.0.1:${port}` };
}

async function tcp(port: number): Promise<TcpSocket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** One request on a TCP connection of its own, which is closed after it. */
async function send(url: string, path: string, body?: string): Promise<string> {
  const sent = request(new URL(path, url), { agent: false, method: body === undefined ? 'GET' : 'POST' });
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return text;
}

/** Opens a session by polling, and joins no namespace. */
async function openSession(url: string): Promise<string> {
  return (JSON.parse((await send(url, POLL)).slice(1)) as { sid: string }).sid;
}

function sessionOf({ connections }: Door, sid: string | undefined): EngineSession {
  const session = connections.sessions.get(sid ?? '');
  if (!session) throw new Error('There is no such session.');
  return session;
}

describe('a TCP connection', () => {
  it('is registered by its client address from its first moment to its last', async () => {
    const { connections, port } = await serve();
    const sockets = [await tcp(port), await tcp(port)];
    await expect.poll(() => connections.open).toBe(2);
    expect(connections.at('::ffff:127.0.0.1')).toMatchObject({
      block: '127.0.0.1',
      connections: 2,
      sessions: 0,
    });
    sockets[0]?.destroy();
    await expect.poll(() => connections.at('127.0.0.1')?.connections).toBe(1);
    sockets[1]?.destroy();
    await expect.poll(() => connections.at('127.0.0.1')).toBeUndefined();
    expect(connections.open).toBe(0);
  });

  it('is cut with all others, also one that says nothing and one that is a WebSocket', async () => {
    const { connections, port, url } = await serve();
    const silent = await tcp(port);
    const socket = connectIo(url, { transports: ['websocket'], forceNew: true, reconnection: false });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const ends = [once(silent, 'close'), new Promise((resolve) => socket.once('disconnect', resolve))];
    connections.cutAll();
    await Promise.all(ends);
    await expect.poll(() => [connections.open, connections.sessions.size]).toEqual([0, 0]);
  });
});

describe('a session', () => {
  it.each(['websocket', 'polling'])(
    'is registered with its transport and its address, by %s',
    async (name) => {
      const door = await serve();
      const socket = connectIo(door.url, { transports: [name], forceNew: true });
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      const session = sessionOf(door, socket.io.engine.id);
      expect(session.connection.transport.name).toBe(name);
      expect(session.address).toMatchObject({ block: '127.0.0.1', sessions: 1 });
      expect(session.sockets).toBe(1);
      socket.disconnect();
      await expect.poll(() => door.connections.sessions.size).toBe(0);
      expect(door.connections.sessionOf(session.connection)).toBe(session);
    },
  );

  it('stays under one sid through the upgrade of its transport', async () => {
    const door = await serve();
    const socket = connectIo(door.url, { forceNew: true });
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const session = sessionOf(door, socket.io.engine.id);
    await expect.poll(() => session.connection.transport.name).toBe('websocket');
    expect(sessionOf(door, socket.io.engine.id)).toBe(session);
    socket.disconnect();
    await expect.poll(() => door.connections.sessions.size).toBe(0);
  });

  it('by polling keeps its address while it has no TCP connection, and counts until its end', async () => {
    const door = await serve();
    const sid = await openSession(door.url);
    await expect.poll(() => door.connections.open).toBe(0);
    expect(door.connections.at('127.0.0.1')).toMatchObject({
      block: '127.0.0.1',
      connections: 0,
      sessions: 1,
    });
    await send(door.url, `${POLL}&sid=${sid}`, '1');
    await expect.poll(() => door.connections.at('127.0.0.1')).toBeUndefined();
    expect(door.connections.sessions.size).toBe(0);
  });

  it('that is closing counts, until what waits for its client is given up', async () => {
    const door = await serve();
    const { connection } = sessionOf(door, await openSession(door.url));
    connection.send('unread');
    connection.close();
    expect(connection.readyState).toBe('closing');
    expect(door.connections.sessions.size).toBe(1);
    connection.close(true);
    expect(door.connections.sessions.size).toBe(0);
  });
});

describe('the sockets of a session', () => {
  it('are none before it has joined a namespace', async () => {
    const door = await serve();
    expect(sessionOf(door, await openSession(door.url)).sockets).toBe(0);
  });

  it('are counted live: in every namespace, dynamic ones too, whatever the application does to its listeners', async () => {
    const door = await serve();
    door.io.of(/^\/room\/\w+$/);
    door.io.of('/second').on('connection', (socket) => void socket.removeAllListeners());
    const manager = new Manager(door.url, { transports: ['websocket'], forceNew: true });
    const sockets = ['/', '/second', '/room/a'].map((namespace) => manager.socket(namespace));
    await Promise.all(
      sockets.map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))),
    );
    const session = sessionOf(door, manager.engine.id);
    expect(session.sockets).toBe(3);
    sockets[1]?.disconnect();
    await expect.poll(() => session.sockets).toBe(2);
    sockets[1]?.connect();
    await expect.poll(() => session.sockets).toBe(3);
    for (const socket of sockets) socket.disconnect();
    await expect.poll(() => session.sockets).toBe(0);
  });

  it('are no difference between packets: surplus ones to leave change nothing', async () => {
    const door = await serve();
    door.io.of('/second');
    const sid = await openSession(door.url);
    const post = (...packets: string[]) =>
      send(door.url, `${POLL}&sid=${sid}`, packets.map((packet) => `4${packet}`).join('\u001e'));
    await post('0', '0/second,');
    await expect.poll(() => sessionOf(door, sid).sockets).toBe(2);
    await post('1/second,', '1/second,', '1/second,');
    await expect.poll(() => sessionOf(door, sid).sockets).toBe(1);
    await post('0/second,');
    await expect.poll(() => sessionOf(door, sid).sockets).toBe(2);
    expect(door.io.of('/second').sockets.size).toBe(1);
  });
});
