import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startNode } from './stage/node.ts';
import { sendCommand, startRedis } from './stage/redis.ts';

/** How to make a real Redis answer errors, and how to make it stop. */
const ERRORS = {
  OOM: ['CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0'],
  READONLY: ['REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'],
} as const;

/** The part of a core that a node may need while it is refused and its clients try again. */
const MAX_CPU = 0.5;

it.each(Object.entries(ERRORS))(
  'Redis answers %s: the node backs off, and goes on afterwards',
  async (code, [on, off]) => {
    const redis = await startRedis();
    const node = await startNode({ redis });
    const run = await startRun(`Redis answers ${code}`, { ...node, urls: [node.url] });
    await run.more(60);
    await sendCommand(redis, on);
    const cpu = () => node.metric('process_cpu_seconds_total');
    const [start, before] = [performance.now(), await cpu()];
    await run.refused(40);
    const used = ((await cpu()) - before) / ((performance.now() - start) / 1_000);
    await sendCommand(redis, off);
    await run.more(60);
    await run.finish(`${Math.round(used * 100)} % of a core`);
    expect(used).toBeLessThan(MAX_CPU);
  },
);
