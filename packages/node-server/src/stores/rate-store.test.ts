import { setTimeout as sleep } from 'node:timers/promises';
import type { RateStore } from '@switchboard/router';
import { afterAll, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { createRedisRateStore } from './redis/rate-store.ts';
import { rateJobs } from './sqlite/rate-store.ts';
import { openSqlite } from './sqlite/sqlite.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

/** Two processes with the same, at first empty, store. */
const kinds: Record<string, () => Promise<[RateStore, RateStore]>> = {
  SQLite: async () => {
    const folder = tempFolder();
    const open = async () => (await openSqlite(folder, 'volatile')).store(rateJobs);
    return [await open(), await open()];
  },
  Redis: async () => {
    await (await redis.connect()).flushAll();
    return [createRedisRateStore(await redis.connect()), createRedisRateStore(await redis.connect())];
  },
};

describe.each(Object.entries(kinds))('rates in %s', (_name, openTwo) => {
  it('give all processes together no more than there is, and say when there is more', async () => {
    const [one, other] = await openTwo();
    const bucket = { key: '["e","u"]', count: 10, per: 3_600_000 };
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, i) => (i % 2 ? one : other).take(bucket, 3)),
    );
    expect(taken.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(10);
    const { tokens, retryAfter } = await one.take(bucket, 3);
    expect(tokens).toBe(0);
    expect(retryAfter).toBeGreaterThan(350_000);
    expect(retryAfter).toBeLessThanOrEqual(360_000);
    expect(await one.take({ ...bucket, key: '["e","v"]' }, 3)).toMatchObject({ tokens: 3 });
  });

  it('are true to what they say: not before, but then', async () => {
    const [one] = await openTwo();
    const bucket = { key: 'k', count: 2, per: 400 };
    expect(await one.take(bucket, 5)).toMatchObject({ tokens: 2 });
    const { tokens, retryAfter } = await one.take(bucket, 5);
    expect([tokens, retryAfter <= 200]).toEqual([0, true]);
    await sleep(retryAfter + 1);
    expect((await one.take(bucket, 1)).tokens).toBe(1);
  });
});
