import type { RedisClient } from '@switchboard/node-server/redis';
import { startTestRedis } from '@switchboard/node-server/testing';
import { expect, it } from 'vitest';
import { createRedisMessageStore } from './redis/message-store.ts';

const author = { id: 'u1', name: 'Alice' };
const page = { limit: 100, maxAttachments: 10, maxAttachmentBytes: 1_000 };

it('is another one after each failover, also where the first Redis leads again', async () => {
  await using one = await startTestRedis('--repl-diskless-sync-delay', '0');
  await using two = await startTestRedis('--repl-diskless-sync-delay', '0');
  const [first, second] = [await one.connect(), await two.connect()];
  const epochs: string[] = [];
  const lead = async (leader: RedisClient, follower: RedisClient, url: string): Promise<void> => {
    await leader.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    await follower.sendCommand(['REPLICAOF', '127.0.0.1', new URL(url).port]);
    const isUp = expect.stringContaining('master_link_status:up');
    await expect.poll(() => follower.info('replication'), { timeout: 10_000 }).toEqual(isUp);
    const store = createRedisMessageStore(leader);
    await store.append('a', { author, text: 'hi' });
    epochs.push((await store.read('a', page)).epoch);
    const reading = createRedisMessageStore(follower).read('a', page);
    await expect(reading).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  };
  await lead(first, second, one.url);
  await lead(second, first, two.url);
  await lead(first, second, one.url);
  expect(new Set(epochs).size).toBe(3);
});
