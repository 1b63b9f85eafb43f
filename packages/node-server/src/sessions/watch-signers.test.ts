import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { RedisClient } from '../redis/redis-client.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { createRedisSignerRegistry } from './signer-registry.ts';
import { watchSigners } from './watch-signers.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
const [OLD, NEW] = [randomBytes(32), randomBytes(32)];
const silent = pino({ level: 'silent' });

let client: RedisClient;
beforeEach(async () => {
  client = await redis.connect();
  await client.flushAll();
});

/** A node that looks often. `looks` counts how often it has. */
function startNode(...secrets: Uint8Array[]) {
  const registry = createRedisSignerRegistry(client);
  const node = { looks: 0 };
  const counted = {
    ...registry,
    register: async (fingerprint: string) => {
      const signers = await registry.register(fingerprint);
      node.looks += 1;
      return signers;
    },
  };
  const watch = watchSigners(counted, { secrets, logger: silent, interval: 20 });
  onTestFinished(watch.close);
  /** Whether it is ready after a look that began from now on. */
  const isReady = async () => {
    const before = node.looks;
    await expect.poll(() => node.looks).toBeGreaterThan(before + 1);
    return watch.isReady();
  };
  return { ...watch, isReady };
}

it.each([
  ['the same', [OLD], [OLD], [true, true]],
  ['the first step on one', [OLD], [OLD, NEW], [true, true]],
  ['the second step on one', [OLD, NEW], [NEW, OLD], [true, true]],
  ['the old one gone from one', [NEW, OLD], [NEW], [true, true]],
  ['a step that was left out', [OLD], [NEW, OLD], [false, true]],
  ['no secret in common', [OLD], [NEW], [false, false]],
])('with %s, each node is ready if it has what the other signs with', async (_what, a, b, areReady) => {
  const [first, second] = [startNode(...a), startNode(...b)];
  expect([await first.isReady(), await second.isReady()]).toEqual(areReady);
});

it('is not ready before it knows of the others', async () => {
  const watch = watchSigners(createRedisSignerRegistry(client), { secrets: [OLD], logger: silent });
  expect(watch.isReady()).toBe(false);
  await expect.poll(watch.isReady).toBe(true);
  await watch.close();
});

it('goes by live nodes: one that is closed, or whose lease ran out, counts no more', async () => {
  const node = startNode(OLD);
  const other = startNode(NEW);
  expect(await node.isReady()).toBe(false);
  await other.close();
  expect(await node.isReady()).toBe(true);
  await client.zAdd('switchboard:signers', { score: Date.now() + 60_000, value: 'dead elsewhere' });
  expect(await node.isReady()).toBe(false);
  await client.zAdd('switchboard:signers', { score: Date.now() - 1, value: 'dead elsewhere' });
  expect(await node.isReady()).toBe(true);
});

it('gives Redis nothing of a secret', async () => {
  const secret = randomBytes(32);
  await startNode(secret).isReady();
  const kept = JSON.stringify(await client.zRange('switchboard:signers', 0, -1));
  for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const)
    expect(kept).not.toContain(secret.toString(form).slice(0, 8));
});
