import { afterAll, beforeEach, expect, it } from 'vitest';
import { failure, startApp, tempFolder } from '../app.fixture.ts';
import { startRedisSwitch, startTestRedis, type TestRedis } from '../testing/test-redis.ts';
import { record } from '../testing/waiting.ts';

/** A replica gets everything at once. */
const sync = ['--repl-diskless-sync-delay', '0'];
const [one, two] = [await startTestRedis(...sync), await startTestRedis(...sync)];
afterAll(async () => {
  await one[Symbol.asyncDispose]();
  await two[Symbol.asyncDispose]();
});
const topic = 'general';

/** Makes it a replica of the other, and waits until it has everything. */
async function follow(replica: TestRedis, primary: TestRedis): Promise<void> {
  const client = await replica.connect();
  await client.sendCommand(['REPLICAOF', '127.0.0.1', new URL(primary.url).port]);
  await expect
    .poll(async () => String(await client.sendCommand(['INFO', 'replication'])))
    .toMatch(/master_link_status:up/);
}

async function promote({ connect }: TestRedis): Promise<void> {
  await (await connect()).sendCommand(['REPLICAOF', 'NO', 'ONE']);
}

beforeEach(async () => {
  for (const redis of [one, two]) await promote(redis);
  for (const redis of [one, two]) await (await redis.connect()).flushAll();
});

it('a primary that was made read-only is left for the new one, and the server is not ready until then', async () => {
  await follow(two, one);
  await using address = await startRedisSwitch(one);
  await using app = await startApp({ redis: { url: address.url }, dataDir: tempFolder() });
  const { socket } = await app.login('Alice');
  await socket.emitWithAck('topic:open', { topic });
  const heard = record(socket);

  await promote(two);
  await follow(one, two);
  await expect.poll(async () => (await app.request('/readyz')).status).toBe(503);
  expect(await socket.emitWithAck('topic:open', { topic: 'another' })).toEqual(
    failure('SERVICE_UNAVAILABLE'),
  );
  expect((await app.request('/healthz')).status).toBe(200);

  address.lead(two);
  await expect.poll(async () => (await app.request('/readyz')).status, { timeout: 10_000 }).toBe(200);
  expect(await socket.emitWithAck('topic:open', { topic: 'another' })).toMatchObject({ ok: true });
  await expect.poll(() => heard).toContainEqual(['board:gap', { reason: 'store-restarted' }]);
});

it('a Redis that was emptied is reported to every client of every server', async () => {
  const shared = { redis: { url: one.url }, dataDir: tempFolder() };
  await using here = await startApp(shared);
  await using there = await startApp(shared);
  const sockets = [await here.connect(), await here.connect(), await there.connect(), await there.connect()];
  const heard = sockets.map(record);
  await (await one.connect()).flushAll();
  for (const events of heard)
    await expect.poll(() => events).toContainEqual(['board:gap', { reason: 'store-restarted' }]);
});

it('a Redis that takes no writes makes the server not ready, though it answers', async () => {
  await using app = await startApp({ redis: { url: one.url }, dataDir: tempFolder() });
  const client = await one.connect();
  expect((await app.request('/readyz')).status).toBe(200);
  await client.configSet('maxmemory', '1');
  await expect.poll(async () => (await app.request('/readyz')).status).toBe(503);
  await client.configSet('maxmemory', '0');
  await expect.poll(async () => (await app.request('/readyz')).status).toBe(200);
});
