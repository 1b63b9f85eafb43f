import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { StartError } from '../start-error.ts';
import { onRedis } from './on-redis.ts';
import { startTestRedis } from './redis.fixture.ts';
import { connectRedis } from './redis-client.ts';

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

describe('an outage', () => {
  it('makes commands fail at once, is logged once, and ends by itself', async () => {
    await using redis = await startTestRedis();
    const lines: { msg: string }[] = [];
    const logger = pino({}, { write: (line) => void lines.push(JSON.parse(line)) });
    const client = await connectRedis({ url: redis.url }, logger);
    await redis.kill();
    await expect.poll(() => client.isReady).toBe(false);
    const start = performance.now();
    await expect(onRedis(() => client.ping())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(performance.now() - start).toBeLessThan(500);
    await redis.start();
    await expect.poll(() => client.isReady, { timeout: 4_000 }).toBe(true);
    expect(await onRedis(() => client.ping())).toBe('PONG');
    expect(lines.map(({ msg }) => msg)).toEqual(['Redis is out of reach', 'Redis is back']);
    client.destroy();
  });

  it('of a Redis that is frozen fails within two seconds, and ends when it goes on', {
    timeout: 15_000,
  }, async () => {
    await using redis = await startTestRedis();
    const client = await redis.connect();
    redis.freeze();
    const start = performance.now();
    await expect(onRedis(() => client.ping())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(performance.now() - start).toBeLessThan(2_500);
    await expect.poll(() => client.isReady, { timeout: 5_000 }).toBe(false);
    redis.thaw();
    await expect.poll(() => client.isReady, { timeout: 5_000 }).toBe(true);
    expect(await onRedis(() => client.ping())).toBe('PONG');
  });
});
