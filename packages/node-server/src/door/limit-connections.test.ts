import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';

const open: Socket[] = [];

/** An app whose silent peers leave first, so that it need not wait for them. */
async function start(changed: Partial<ServerConfig>): Promise<TestApp> {
  const app = await startApp(changed);
  return {
    ...app,
    [Symbol.asyncDispose]: () => {
      for (const socket of open.splice(0)) socket.destroy();
      return app[Symbol.asyncDispose]();
    },
  };
}

/** A second address of this machine: on Linux, all of 127.0.0.0/8 is. */
const OTHER_ADDRESS =
  process.platform === 'linux'
    ? '127.0.0.2'
    : Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

function tcp({ port }: TestApp, host = '127.0.0.1'): Socket {
  const socket = connect({ port, host, localAddress: host });
  open.push(socket);
  return socket;
}

/** A TCP connection that says nothing. */
async function silent(app: TestApp, host?: string): Promise<Socket> {
  const socket = tcp(app, host);
  await once(socket, 'connect');
  return socket;
}

/** A TLS connection that has begun a request, and goes on with it never. */
async function slowHeaders({ port, ca }: TestApp): Promise<Socket> {
  const socket = connectTls({ port, host: 'localhost', ca });
  open.push(socket);
  await once(socket, 'secureConnect');
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  return socket;
}

/** Resolves to the error by which the server ended a new connection; the error may come before the connection. */
async function refusal(app: TestApp, host?: string): Promise<string | undefined> {
  const [error] = await once(tcp(app, host), 'close').catch((thrown) => [thrown]);
  return (error as NodeJS.ErrnoException).code;
}

async function refusals(app: TestApp): Promise<Record<string, number>> {
  const { text } = await app.request('/metrics', { host: '127.0.0.1' });
  const found = text.matchAll(/switchboard_refused_connections_total\{reason="(\w+)"\} (\d+)/g);
  return Object.fromEntries([...found].map(([, reason, count]) => [reason, Number(count)]));
}

/** Whether a request from 127.0.0.1 is served. */
async function isServed(app: TestApp): Promise<boolean> {
  return app.request('/healthz', { host: '127.0.0.1' }).then(
    ({ status }) => status === 200,
    () => false,
  );
}

describe('a connection over the limit', () => {
  it('of one address is closed at once, before any handshake, and counted', async () => {
    await using app = await start({ maxConnectionsPerAddress: 3 });
    const [first] = [await silent(app), await silent(app), await silent(app)];
    expect(await refusal(app)).toBe('ECONNRESET');
    expect(await isServed(app)).toBe(false);
    first.destroy();
    await expect.poll(() => isServed(app)).toBe(true);
    expect((await refusals(app)).max_connections_per_address).toBeGreaterThanOrEqual(2);
  });

  it('of one address is nothing to the others', async () => {
    await using app = await start({ maxConnectionsPerAddress: 2 });
    await silent(app, OTHER_ADDRESS);
    await silent(app, OTHER_ADDRESS);
    expect(await refusal(app, OTHER_ADDRESS)).toBe('ECONNRESET');
    expect(await isServed(app)).toBe(true);
    expect(await refusals(app)).toEqual({ max_connections_per_address: 1 });
  });

  it('in total is closed at once, and counted', async () => {
    await using app = await start({ maxConnections: 3 });
    const [first] = [await silent(app), await silent(app), await silent(app)];
    expect(await refusal(app)).toBe('ECONNRESET');
    first.destroy();
    await expect.poll(() => isServed(app)).toBe(true);
    expect((await refusals(app)).max_connections).toBeGreaterThanOrEqual(1);
  });

  it('of one address holds for no proxy that is trusted, as many clients stand behind it', async () => {
    await using app = await start({ maxConnectionsPerAddress: 1, trustProxy: ['127.0.0.1'] });
    for (let i = 0; i < 3; i++) await silent(app);
    expect(await isServed(app)).toBe(true);
    if (OTHER_ADDRESS !== undefined) {
      await silent(app, OTHER_ADDRESS);
      expect(await refusal(app, OTHER_ADDRESS)).toBe('ECONNRESET');
    }
  });

  it('leaves the open sockets of the same address as they are', async () => {
    await using app = await start({ maxConnectionsPerAddress: 1 });
    const socket = await app.connect();
    await expect(app.connect()).rejects.toThrow();
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });

  it('frees its place again, as often as one comes and goes', async () => {
    await using app = await start({ maxConnections: 1, maxConnectionsPerAddress: 1 });
    for (let i = 0; i < 20; i++) {
      await expect.poll(() => isServed(app)).toBe(true);
    }
  });
});

describe('new connections of one address', () => {
  it('over the rate are reset and counted, though those before are closed already; other addresses come in', async () => {
    await using app = await start({ maxConnectionsPerAddress: 5, maxNewConnectionsPerSecondPerAddress: 1 });
    let served = 0;
    while (await isServed(app)) served += 1;
    expect(served).toBeGreaterThanOrEqual(5);
    expect(await refusal(app)).toBe('ECONNRESET');
    if (OTHER_ADDRESS !== undefined) await silent(app, OTHER_ADDRESS);
    await expect
      .poll(() => refusals(app).catch(() => undefined))
      .toEqual({ max_new_connections_per_address: expect.any(Number) });
  });

  it('may come at once as many as an address may have', async () => {
    await using app = await start({ maxConnectionsPerAddress: 50, maxNewConnectionsPerSecondPerAddress: 1 });
    const peers = await Promise.all(Array.from({ length: 50 }, () => silent(app)));
    expect(await refusal(app)).toBe('ECONNRESET');
    expect(peers.filter((peer) => peer.readyState === 'open')).toHaveLength(50);
  });

  it('are not limited where they come from a proxy that is trusted', async () => {
    const limits = { maxConnectionsPerAddress: 1, maxNewConnectionsPerSecondPerAddress: 1 };
    await using app = await start({ ...limits, trustProxy: ['127.0.0.1'] });
    for (let i = 0; i < 20; i++) expect(await isServed(app)).toBe(true);
  });
});

describe('500 silent connections, and slow headers', () => {
  it('do not keep a polite client from being served', async () => {
    await using app = await start({ maxConnectionsPerAddress: 2_000 });
    const socket = await app.connect();
    const peers = await Promise.all(Array.from({ length: 500 }, () => silent(app)));
    const slow = await Promise.all(Array.from({ length: 100 }, () => slowHeaders(app)));
    expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    expect((await app.request('/healthz')).status).toBe(200);
    expect(await (await app.connect()).emitWithAck('clock:read')).toMatchObject({ ok: true });
    expect([...peers, ...slow].filter((peer) => peer.readyState === 'open')).toHaveLength(600);
    expect(await refusals(app)).toEqual({});
  });
});
