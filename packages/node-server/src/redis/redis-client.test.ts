import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { certificates } from '../app.fixture.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { within } from '../testing/waiting.ts';
import { onRedis } from './on-redis.ts';
import { connectRedis } from './redis-client.ts';
import { warnOfLoss } from './warn-of-loss.ts';

const silent = pino({ level: 'silent' });

async function failureOf(url: string): Promise<unknown> {
  return connectRedis({ url }, silent).catch((error: unknown) => error);
}

/** A server that answers every command with the same words. */
async function startImpostor(words: string): Promise<{ url: string } & Disposable> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const commands = data.toString().match(/^\*\d/gm) ?? [];
      for (const _ of commands) socket.write(words);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `redis://127.0.0.1:${port}`, [Symbol.dispose]: close };
}

function leadTo({ url }: { url: string }, socket: Socket): void {
  const inner = connect(Number(new URL(url).port), '127.0.0.1');
  socket
    .on('error', () => {})
    .pipe(inner)
    .on('error', () => {})
    .pipe(socket);
}

describe('the start', () => {
  it('fails with one clear line where nobody listens, and where the password is wrong', async () => {
    await using redis = await startTestRedis('--requirepass', 'secret');
    const withPassword = redis.url.replace('//', '//:secret@');
    const client = await connectRedis({ url: withPassword }, silent);
    expect(await client.ping()).toBe('PONG');
    client.destroy();
    const failures = [
      await failureOf('redis://127.0.0.1:1'),
      await failureOf(redis.url.replace('//', '//:guess@')),
      await failureOf(redis.url),
    ];
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(StartError);
      expect(String(failure)).toMatch(/^StartError: REDIS_URL cannot be used: [^\n]+\.$/);
      expect(String(failure)).not.toContain('guess');
    }
  });

  it('fails at a Redis that is too old', async () => {
    const hello = ['server', 'redis', 'version', '5.0.14'].map((word) => `$${word.length}\r\n${word}\r\n`);
    using old = await startImpostor(`*4\r\n${hello.join('')}`);
    expect(String(await failureOf(old.url))).toContain('it is Redis 5.0.14, and 6.2 is needed');
  });
});

describe('a connection over TLS', () => {
  it('is made to a certificate of the CA alone', async () => {
    await using redis = await startTestRedis();
    const { ca, serverCert, serverKey, passphrase } = certificates();
    const words = readFileSync(passphrase, 'utf8').trim();
    const options = { cert: readFileSync(serverCert), key: readFileSync(serverKey), passphrase: words };
    const tunnel = createTlsServer(options, (socket) => leadTo(redis, socket));
    await once(tunnel.listen(0, '127.0.0.1'), 'listening');
    const { port } = tunnel.address() as { port: number };
    const url = `rediss://localhost:${port}`;
    const client = await connectRedis({ url, caFile: ca }, silent);
    expect(await client.ping()).toBe('PONG');
    client.destroy();
    expect(String(await failureOf(url))).toMatch(/^StartError: REDIS_URL cannot be used: .*certificate/);
    tunnel.close();
  });
});

describe('the warning of a Redis that keeps nothing', () => {
  it('comes where it is so, and not where it is not or may not be asked', async () => {
    const warnings = async (...options: string[]): Promise<string[]> => {
      await using redis = await startTestRedis(...options);
      const lines: string[] = [];
      await warnOfLoss(await redis.connect(), pino({}, { write: (line) => void lines.push(line) }));
      return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    };
    expect(await warnings()).toEqual([expect.stringContaining('appendonly no')]);
    expect(await warnings('--appendonly', 'yes')).toEqual([]);
    expect(await warnings('--rename-command', 'CONFIG', '')).toEqual([]);
  });
});

describe('an outage', () => {
  it('makes commands fail at once, is logged once, and ends by itself', async () => {
    await using redis = await startTestRedis();
    const lines: { msg: string }[] = [];
    const logger = pino({}, { write: (line) => void lines.push(JSON.parse(line)) });
    const client = await connectRedis({ url: redis.url }, logger);
    await redis.kill();
    await expect.poll(() => client.isReady).toBe(false);
    await expect(
      within(
        500,
        onRedis(() => client.ping()),
      ),
    ).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    await redis.start();
    await expect.poll(() => client.isReady).toBe(true);
    expect(await onRedis(() => client.ping())).toBe('PONG');
    expect(lines.map(({ msg }) => msg)).toEqual(['Redis is out of reach', 'Redis is back']);
    client.destroy();
  });

  it('of a Redis that is frozen fails within two seconds, and ends when it goes on', async () => {
    await using redis = await startTestRedis();
    const client = await redis.connect();
    redis.freeze();
    await expect(
      within(
        2_500,
        onRedis(() => client.ping()),
      ),
    ).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    await expect.poll(() => client.isReady).toBe(false);
    redis.thaw();
    await expect.poll(() => client.isReady).toBe(true);
    expect(await onRedis(() => client.ping())).toBe('PONG');
  });
});

it('a connection that is closed while Redis is slow to answer logs nothing', async () => {
  await using redis = await startTestRedis();
  const tunnel = createServer((socket) => leadTo(redis, socket));
  await once(tunnel.listen(0, '127.0.0.1'), 'listening');
  const { port } = tunnel.address() as { port: number };
  const lines: string[] = [];
  const logger = pino({}, { write: (line) => void lines.push(line) });
  const tunnelled = once(tunnel, 'connection');
  const client = await connectRedis({ url: `redis://127.0.0.1:${port}` }, logger);
  const [near] = (await tunnelled) as [Socket];
  await once(client, 'ping-interval');
  redis.freeze();
  const [ping] = (await once(near, 'data')) as [Buffer];
  expect(String(ping)).toContain('PING');
  client.destroy();
  await once(near, 'close');
  expect(lines).toEqual([]);
  tunnel.close();
});
