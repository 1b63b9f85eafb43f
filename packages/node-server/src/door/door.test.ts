import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { io as connectIo, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deploy, PASSPHRASE } from '../tls/deployed.fixture.ts';
import { createDoor, type DoorConfig } from './door.ts';
import { proxied } from './proxy-protocol/proxy-header.fixture.ts';
import { startProxy } from './proxy-protocol/test-proxy.fixture.ts';
import type { Socket as ServerSocket } from './socket-server.ts';

/** What somebody writes who uses nothing else of this package. */
const CONFIG: DoorConfig = {
  pingTimeout: 20_000,
  pingInterval: 25_000,
  connectTimeout: 10_000,
  maxPacketBytes: 10_000,
  maxPacketsPerSecond: 20,
  maxBufferedBytes: 4_194_304,
  maxBufferedBytesInTotal: 134_217_728,
  maxConnections: 10_000,
  maxConnectionsPerAddress: 1_000,
  batchedWrites: true,
  allowedOrigins: ['https://allowed.example'],
};

async function serve(changed: Partial<DoorConfig> = {}) {
  const { authority, tls } = await deploy();
  const server = createServer(
    {
      key: readFileSync(tls.key),
      cert: readFileSync(tls.cert),
      ca: authority.cert,
      passphrase: PASSPHRASE,
      requestCert: true,
      rejectUnauthorized: false,
    },
    express(),
  );
  const lines: object[] = [];
  const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line) as object) });
  const door = createDoor({ server }, { ...CONFIG, ...changed }, { logger });
  const sockets: ServerSocket[] = [];
  door.io.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('who', (ack) => ack(door.certificateOf(socket)?.name ?? null));
  });
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connect = async (options: object = {}, url = `https://localhost:${port}`): Promise<Socket> => {
    const socket = connectIo(url, {
      ...{ ca: authority.cert, forceNew: true, reconnection: false, transports: ['websocket'] },
      ...options,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return socket;
  };
  onTestFinished(() => door.io.close());
  return { ...door, authority, lines, sockets, port, connect };
}

describe("the door on somebody's own HTTPS server, with no router", () => {
  it('lets clients in, and knows their certificate, after they have left too', async () => {
    const { authority, certificateOf, connect, connections, sockets } = await serve();
    const { key, cert } = await authority.issueClient('alice', PASSPHRASE);
    const alice = await connect({ key, cert, passphrase: PASSPHRASE });
    const stranger = await connect();
    expect([await alice.emitWithAck('who'), await stranger.emitWithAck('who')]).toEqual(['alice', null]);
    alice.disconnect();
    stranger.disconnect();
    await expect.poll(() => connections.sessions.size).toBe(0);
    expect(sockets.map((socket) => certificateOf(socket)?.name)).toEqual(['alice', undefined]);
  });

  it('knows clients by their PROXY headers, where these are asked for', async () => {
    const proxies = ['127.0.0.1'];
    const { addressOf, connect, connections, port, sockets } = await serve({
      trustProxy: proxies,
      proxyProtocol: proxies,
    });
    await using proxy = await startProxy(port, { headerOf: () => [proxied('192.0.2.1')] });
    await connect({}, proxy.url);
    expect(sockets.map((socket) => [addressOf(socket), socket.handshake.address])).toEqual([
      ['192.0.2.1', '192.0.2.1'],
    ]);
    expect(connections.at('192.0.2.1')).toMatchObject({ connections: 1, sessions: 1 });
    await expect(connect()).rejects.toThrow();
  });

  it('keeps pages of foreign origins out, and logs them with the reason', async () => {
    const { connect, lines } = await serve();
    (await connect({ extraHeaders: { origin: 'https://allowed.example' } })).disconnect();
    await expect(connect({ extraHeaders: { origin: 'https://evil.example' } })).rejects.toThrow();
    expect(lines).toContainEqual(expect.objectContaining({ reason: 'foreign_origin' }));
  });

  it('cuts a flood, says why to its client, and frees what it had', async () => {
    const { connect, connections } = await serve();
    const flooder = await connect();
    const end = new Promise((resolve) =>
      flooder.once('disconnect', (_reason, details) =>
        resolve((details as { context: { code: number; reason: string } }).context),
      ),
    );
    for (let i = 0; i < 100; i++) flooder.emit('nothing');
    expect(await end).toMatchObject({
      code: 4429,
      reason: 'more than 20 packets a second (slow down, or raise MAX_PACKETS_PER_SECOND)',
    });
    await expect.poll(() => [connections.open, connections.sessions.size]).toEqual([0, 0]);
  });
});
