import { MAX_DURATION } from '@switchboard/contract';
import { afterAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { RedisClient } from '../redis/redis-client.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import { hashSessionId } from './session-keys.ts';

const alice = { id: 'u1', name: 'Alice' };
const PREFIX = 'switchboard:sessions:';
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

let client: RedisClient;
beforeEach(async () => {
  client = await redis.connect();
  await client.flushAll();
});

/** A session as the first version kept it: without what more there is to a user, its beginning and its end. */
async function keep(n: number): Promise<void> {
  const hash = hashSessionId(`old ${n}`);
  const user = { id: `u${n}`, name: `Name ${n}` };
  await client.hSet(`${PREFIX}by-name`, `name ${n}`, JSON.stringify({ ...user, hash }));
  await client.hSet(`${PREFIX}by-hash`, hash, `name ${n}`);
  await client.hSet(`${PREFIX}by-user`, user.id, `name ${n}`);
}

it('keeps the sessions of the first version, each of which gets an end', async () => {
  for (let n = 0; n < 250; n++) await keep(n);
  const store = await createRedisSessionStore(client);
  expect(await store.find('old 7')).toEqual({ id: 'u7', name: 'Name 7' });
  expect(await store.holder('NAME 8')).toEqual({ id: 'u8', name: 'Name 8' });
  expect((await store.list({ limit: 1 })).total).toBe(250);
  const ends = await client.zRangeWithScores(`${PREFIX}by-end`, 0, -1);
  expect(ends).toHaveLength(250);
  for (const { score } of ends) expect(Math.abs(score - Date.now() - MAX_DURATION)).toBeLessThan(600_000);
  expect(await store.extend('old 7', 60_000, 86_400_000)).toBe(60_000);
  expect(await store.extend('old 7', 60_000, 0)).toBeUndefined();
  expect(await store.find('old 7')).toBeUndefined();
});

it('serves what a server of the first version begins while both run', async () => {
  const store = await createRedisSessionStore(client);
  await keep(1);
  expect(await store.find('old 1')).toEqual({ id: 'u1', name: 'Name 1' });
  expect(await store.sweep(9)).toBe(0);
  expect(await store.extend('old 1', 60_000, 86_400_000)).toBe(60_000);
  await store.end('u1');
  expect(await store.find('old 1')).toBeUndefined();
});

it('keeps what a server of the first version reads', async () => {
  const store = await createRedisSessionStore<typeof alice & { role: string }>(client);
  const sessionId = (await store.begin({ ...alice, role: 'owner' }, undefined, 60_000)) ?? '';
  const json = (await client.hGet(`${PREFIX}by-name`, 'alice')) ?? '';
  expect(JSON.parse(json)).toMatchObject({ ...alice, hash: hashSessionId(sessionId) });
});

it("goes by Redis' clock, whatever that of this machine shows", async () => {
  const store = await createRedisSessionStore(client);
  const sessionId = (await store.begin(alice, undefined, 60_000)) ?? '';
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect([await store.find(sessionId), await store.sweep(9)]).toEqual([alice, 0]);
  expect(await store.extend(sessionId, 60_000, 120_000)).toBe(60_000);
  vi.setSystemTime(0);
  const early = (await store.begin({ id: 'u2', name: 'Bob' }, undefined, 1)) ?? '';
  await expect.poll(() => store.find(early)).toBeUndefined();
});
