import { it } from 'vitest';
import { startRun } from './history/run.ts';
import { startNode } from './stage/node.ts';
import { startRedis } from './stage/redis.ts';

it('Redis killed under load: calls wait for the next start, and lose nothing', async () => {
  const redis = await startRedis();
  const node = await startNode({ redis });
  const run = await startRun('Redis killed, next start', { ...node, urls: [node.url] });
  for (let kill = 0; kill < 2; kill++) {
    await run.more(60);
    await redis.kill();
    await run.refused(5);
    await redis.start();
  }
  await run.more(60);
  await run.finish('2 kills');
});

it('Redis frozen: calls are refused in time, and go on when it wakes', async () => {
  const redis = await startRedis();
  const node = await startNode({ redis });
  const run = await startRun('Redis frozen, then awake', { ...node, urls: [node.url] });
  await run.more(60);
  redis.freeze();
  await run.refused(5);
  redis.thaw();
  await run.more(60);
  await run.finish();
});
