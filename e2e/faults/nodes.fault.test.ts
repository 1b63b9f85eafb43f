import { createAuthority } from '@switchboard/node-server/testing';
import { expect, it } from 'vitest';
import type { FaultClient } from './history/member.ts';
import { startRun } from './history/run.ts';
import { startNode } from './stage/node.ts';
import { startProxy } from './stage/proxy.ts';
import { sendCommand, startRedis } from './stage/redis.ts';

/** Through which the nodes report to each other what happens. */
const STREAM = 'switchboard:events';

it('a node killed: each of its clients is on the other one at the first attempt, and nothing acknowledged is lost', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const nodes = [await startNode({ redis, authority }), await startNode({ redis, authority })] as const;
  const [first, second] = nodes;
  // As behind a balancer: half of the clients are sent to each, and to the other one if theirs is gone.
  const links = [await startProxy(first.port, second.port), await startProxy(second.port, first.port)];
  const run = await startRun('a node killed, its clients move', {
    ca: authority.cert,
    urls: links.map(({ port }) => `https://localhost:${port}`),
    isOrdered: false,
  });
  await run.more(80);
  const moving = run.members.length - (await second.metric('switchboard_connected_sockets'));
  expect(moving).toBeGreaterThan(0);
  const failures = run.members.map(({ name, client }) => failedAttempts(name, client));
  const start = performance.now();
  first.signal('SIGKILL');
  await expect.poll(() => second.metric('switchboard_connected_sockets')).toBe(run.members.length);
  await run.joined();
  const seconds = (performance.now() - start) / 1_000;
  await run.more(80);
  await run.finish(`${moving} clients moved in ${seconds.toFixed(1)} s`);
  expect(failures.flat()).toEqual([]);
});

/** Collects the attempts to connect again and to join the room that did not succeed, from now on. */
function failedAttempts(name: string, client: FaultClient): string[] {
  const failures: string[] = [];
  client.onState((state) => {
    if (state.status === 'refused' || (state.status === 'reconnecting' && state.attempt > 1))
      failures.push(`${name} could not connect: ${state.problem.message}`);
  });
  client.observe((traffic) => {
    if (traffic.kind === 'reply' && traffic.event === 'room:join' && !traffic.reply.ok)
      failures.push(`${name} could not join: ${traffic.reply.error.message}`);
  });
  return failures;
}

it('a node stalled past the length of the stream: who missed something is notified', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const steady = await startNode({ redis, authority });
  const stalled = await startNode({ redis, authority });
  const run = await startRun('a node stalled past the stream', {
    ca: authority.cert,
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
  const trimmed = Number(await sendCommand(redis, `XTRIM ${STREAM} MAXLEN 0`));
  expect(trimmed).toBeGreaterThan(50);
  stalled.signal('SIGCONT');
  const uninformed = (): string[] =>
    onStalled.filter(({ hearing }) => !hearing?.signals.length).map(({ name }) => name);
  await expect.poll(uninformed).toEqual([]);
  expect(run.history.losses).toEqual([]);
  await run.finish(`${trimmed} entries trimmed`);
});

it('a node cut off from Redis again and again from before its first read: nothing is missed unseen', async () => {
  const redis = await startRedis();
  const authority = await createAuthority();
  const link = await startProxy(Number(new URL(redis.url).port));
  const steady = await startNode({ redis, authority });
  const cutOff = await startNode({ redis: { url: `redis://127.0.0.1:${link.port}` }, authority });
  link.cut();
  const run = await startRun('a node cut off before its first read', {
    ca: authority.cert,
    urls: [steady.url, cutOff.url],
    isOrdered: false,
  });
  for (let cut = 0; cut < 5; cut++) {
    link.cut();
    await run.more(20);
  }
  await run.finish('6 cuts');
});
