import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { createAuthority } from './stage/certificates.ts';
import { startNode } from './stage/node.ts';
import { startProxy } from './stage/proxy.ts';
import { startRedis } from './stage/redis.ts';

/** A node that stands still is not dropped by its clients for that. */
const PATIENT = { PING_TIMEOUT: '30' };

/** Through which the nodes tell each other what happens. */
const STREAM = 'switchboard:events';

/** Seconds within which the clients of a killed node are on the other one. */
const MOVED_WITHIN = 5;

it('a node killed: its clients are on the other one within 5 seconds, and nothing acknowledged is lost', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const nodes = [await startNode({ redis, authority }), await startNode({ redis, authority })] as const;
  const [first, second] = nodes;
  // As behind a balancer: half of the clients are sent to each, and to the other one if theirs is gone.
  const links = [await startProxy(first.port, second.port), await startProxy(second.port, first.port)];
  const run = await startRun('a node killed, its clients move', {
    ca: authority.ca,
    urls: links.map(({ port }) => `https://localhost:${port}`),
    isOrdered: false,
  });
  await run.more(80);
  const moving = run.members.length - (await second.metric('switchboard_connected_sockets'));
  expect(moving).toBeGreaterThan(0);
  const start = performance.now();
  first.signal('SIGKILL');
  await expect
    .poll(() => second.metric('switchboard_connected_sockets'), { timeout: 20_000, interval: 50 })
    .toBe(run.members.length);
  await run.joined();
  const seconds = (performance.now() - start) / 1_000;
  await run.more(80);
  await run.finish(`${moving} clients moved in ${seconds.toFixed(1)} s`);
  expect(seconds).toBeLessThan(MOVED_WITHIN);
});

it('a node stalled past the length of the stream: whoever missed something is told', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const steady = await startNode({ redis, authority, env: PATIENT });
  const stalled = await startNode({ redis, authority, env: PATIENT });
  const run = await startRun('a node stalled past the stream', {
    ca: authority.ca,
    urls: [steady.url, stalled.url],
    // Everyone who writes is on the steady node.
    writers: 1,
    listeners: 5,
    isOrdered: false,
  });
  const onStalled = run.members.filter((_, index) => index % 2 === 1);
  await run.more(20);
  stalled.signal('SIGSTOP');
  await run.more(60);
  const trimmed = Number(await redis.command(`XTRIM ${STREAM} MAXLEN 0`));
  expect(trimmed).toBeGreaterThan(50);
  stalled.signal('SIGCONT');
  const isTold = (): boolean => onStalled.every(({ hearing }) => (hearing?.signals.length ?? 0) > 0);
  expect(await run.history.until(isTold, 10_000)).toBe(true);
  expect(run.history.losses).toEqual([]);
  await run.finish(`${trimmed} entries trimmed`);
});

it('a node cut off from Redis again and again from before its first read: nothing is missed unseen', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const link = await startProxy(redis.port);
  const steady = await startNode({ redis, authority });
  const cutOff = await startNode({ redis: { url: `redis://127.0.0.1:${link.port}` }, authority });
  link.cut();
  const run = await startRun('a node cut off before its first read', {
    ca: authority.ca,
    urls: [steady.url, cutOff.url],
    isOrdered: false,
  });
  for (let cut = 0; cut < 5; cut++) {
    link.cut();
    await run.more(20);
  }
  await run.finish('6 cuts');
});
