import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findProgram, REDIS } from './program.ts';
import { startRedis } from './redis-server.ts';

const path = findProgram(REDIS);

async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`${command}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

// Skipped where there is no Redis; `pnpm test` says so loudly, and in CI a skipped test is a failure.
describe.runIf(path)('startRedis', () => {
  it('answers PING on a port of its own, keeps nothing, and is gone afterwards', async () => {
    let port: number;
    {
      await using redis = await startRedis(path as string);
      port = redis.port;
      expect(await ask(port, 'PING')).toBe('+PONG\r\n');
      expect(await ask(port, 'CONFIG GET save')).toBe('*2\r\n$4\r\nsave\r\n$0\r\n\r\n');
    }
    await expect(ask(port, 'PING')).rejects.toThrow('ECONNREFUSED');
  });

  it('runs two side by side', async () => {
    await using first = await startRedis(path as string);
    await using second = await startRedis(path as string);
    expect(first.port).not.toBe(second.port);
    expect(await ask(second.port, 'PING')).toBe('+PONG\r\n');
  });
});

describe('startRedis without a Redis', () => {
  it('rejects when there is no such program', async () => {
    await expect(startRedis('/nowhere/redis-server')).rejects.toThrow('ENOENT');
  });

  it('rejects with the last words of a program that is no Redis', async () => {
    await expect(startRedis(process.execPath)).rejects.toThrow('ended before it was ready');
  });
});
