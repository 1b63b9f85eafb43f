import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRedis } from '../testing/test-redis.ts';
import type { RedisClient } from './redis-client.ts';
import { type GapReason, openStreamReader, type StreamReader } from './stream-reader.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

const stream = 's';
let client: RedisClient;
let reader: StreamReader;
let gaps: GapReason[];
beforeEach(async () => {
  client = await redis.connect();
  await client.flushAll();
  gaps = [];
  reader = await openStreamReader(client, { stream, onGap: (reason) => void gaps.push(reason) });
  return () => reader.close();
});

const add = (n: number) => client.xAdd(stream, '*', { n: `${n}` });
const numbers = async (count = 100): Promise<number[]> =>
  (await reader.read(count)).flatMap(({ message: { n } }) => (n === undefined ? [] : [Number(n)]));

/** The first number that a read gives, however many reads that takes. */
async function firstNumber(): Promise<number | undefined> {
  for (let i = 0; i < 100; i++) {
    const [n] = await numbers();
    if (n !== undefined) return n;
  }
  return undefined;
}

describe('a stream reader', () => {
  it('gives everything since it was opened, once and in order, though it reads later', async () => {
    for (let i = 0; i < 250; i++) await add(i);
    const read = [...(await numbers()), ...(await numbers()), ...(await numbers())];
    expect(read).toEqual(Array.from({ length: 250 }, (_, i) => i));
    expect(gaps).toEqual([]);
  });

  it('reports when entries were trimmed before it read them, and goes on with what is left', async () => {
    await add(0);
    expect(await numbers(1)).toEqual([0]);
    for (let i = 1; i <= 20; i++) await add(i);
    await client.xTrim(stream, 'MAXLEN', 5);
    expect(await numbers()).toEqual([16, 17, 18, 19, 20]);
    expect(gaps).toEqual(['stalled']);
    await add(21);
    expect(await numbers()).toEqual([21]);
    expect(gaps).toHaveLength(1);
  });

  it('reports entries that were trimmed while it stood still on the way to its read', async () => {
    const connection = client.duplicate();
    const lagging = Object.assign(Object.create(client) as RedisClient, { duplicate: () => connection });
    const late = await openStreamReader(lagging, { stream, onGap: (reason) => void gaps.push(reason) });
    await add(0);
    await late.read(100);
    const read = connection.xRead.bind(connection);
    Reflect.set(connection, 'xRead', async (...args: Parameters<typeof read>) => {
      for (let i = 1; i <= 20; i++) await add(i);
      await client.xTrim(stream, 'MAXLEN', 5);
      await sleep(1_100); // Longer than a reader trusts what it saw.
      return read(...args);
    });
    const entries = await late.read(100);
    late.close();
    expect(entries.map(({ message: { n } }) => n)).toEqual(['16', '17', '18', '19', '20']);
    expect(gaps).toEqual(['stalled']);
  });

  it('reports nothing of a trim that took what it had read', async () => {
    for (let i = 0; i < 10; i++) await add(i);
    await numbers(10);
    await client.xTrim(stream, 'MAXLEN', 1);
    await add(10);
    expect(await numbers()).toEqual([10]);
    expect(gaps).toEqual([]);
  });

  it('trims what is older than a minute', async () => {
    const old = 'old';
    for (let i = 1; i <= 250; i++) await client.xAdd(old, `${i}-0`, { n: `${i}` });
    const another = await openStreamReader(client, { stream: old, onGap: () => {} });
    await client.xAdd(old, '*', { n: '251' });
    expect(await another.read(100)).toMatchObject([{ message: { n: '251' } }]);
    another.close();
    // Redis trims whole nodes of its own, of a hundred entries.
    expect(await client.xLen(old)).toBeLessThan(100);
  });

  it('loses nothing and reports nothing when the connection alone was lost', async () => {
    await add(0);
    await numbers();
    await client.sendCommand(['CLIENT', 'KILL', 'SKIPME', 'yes', 'TYPE', 'normal']);
    await add(1);
    expect(await firstNumber()).toBe(1);
    expect(gaps).toEqual([]);
  });

  it('reports that Redis was started again without its data', async () => {
    await add(0);
    await numbers();
    await redis.kill();
    await redis.start();
    await expect.poll(() => client.isReady).toBe(true);
    await add(1);
    expect(await firstNumber()).toBe(1);
    expect(gaps).toEqual(['store-restarted']);
  });

  it('reports that Redis was emptied, once, and gives what comes after', async () => {
    await add(0);
    await numbers();
    await client.flushAll();
    await add(1);
    expect(await firstNumber()).toBe(1);
    await add(2);
    expect(await firstNumber()).toBe(2);
    expect(gaps).toEqual(['store-restarted']);
  });

  it('reports that Redis was started again, though it kept the entry that was read last', async () => {
    await using keeping = await startTestRedis('--appendonly', 'yes', '--appendfsync', 'always');
    const kept = await keeping.connect();
    const another = await openStreamReader(kept, { stream, onGap: (reason) => void gaps.push(reason) });
    await another.read(100);
    await keeping.kill();
    await keeping.start();
    // Entries that Redis acknowledged and then lost would leave no other trace.
    await expect.poll(() => another.read(100).then(() => gaps)).toEqual(['store-restarted']);
    another.close();
  });

  it('does not spin while Redis answers with errors', async () => {
    await client.set(stream, 'no stream');
    const until = performance.now() + 500;
    let reads = 0;
    for (; performance.now() < until; reads++) await reader.read(100);
    expect(reads).toBeLessThan(6);
    await client.del(stream);
    await add(7);
    expect(await firstNumber()).toBe(7);
  });
});
