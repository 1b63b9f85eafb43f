import type { Socket } from 'socket.io-client';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { failure, startApp, type TestApp, tempFolder } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { dataOf, next, record, within } from '../testing/waiting.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
const topic = 'general';

/** Two servers on one Redis; the folder has the secret of their tokens alone. */
async function startTwo(changed: Partial<ServerConfig> = {}): Promise<[TestApp, TestApp]> {
  const shared = { ...changed, redis: { url: redis.url }, dataDir: tempFolder() };
  return [await startApp(shared), await startApp(shared)];
}

describe('two servers on one Redis', () => {
  beforeEach(async () => {
    await (await redis.connect()).flushAll();
  });

  it('end a session together', async () => {
    const [here, there] = await startTwo();
    await using _here = here;
    await using _there = there;
    const alice = await here.login('Alice');
    const tab = await there.connect({ auth: { token: alice.token } });
    await tab.emitWithAck('topic:open', { topic });
    const ended = next(tab, 'user:left');
    await alice.socket.emitWithAck('user:leave');
    expect(await ended).toEqual({ reason: 'revoked' });
    expect(await tab.emitWithAck('topic:open', { topic })).toEqual(failure('UNAUTHORIZED'));
    await expect(there.connect({ auth: { token: alice.token } })).rejects.toMatchObject({
      data: { code: 'UNAUTHORIZED' },
    });
  });

  it('charge a call with what it sends to the sockets of its own node, which is after Redis has it', async () => {
    const [here, there] = await startTwo({ maxBytesPerSecond: 1_000 });
    await using _here = here;
    await using _there = there;
    const add = (socket: Socket) => socket.emitWithAck('note:add', { topic, text: 'x'.repeat(2_000) });
    const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
    const near = await Promise.all(['N1', 'N2', 'N3', 'N4', 'N5'].map((name) => here.login(name)));
    for (const { socket } of [alice, bob, ...near]) await socket.emitWithAck('topic:open', { topic });
    const heard = near.map(({ socket }) => record(socket));
    // For Bob, that node sends his note to himself alone.
    for (const { socket } of [bob, alice]) expect(await add(socket)).toMatchObject({ ok: true });
    for (const events of heard)
      await expect.poll(() => events.filter(([event]) => event === 'note:added')).toHaveLength(2);
    expect(await add(bob.socket)).toMatchObject({ ok: true });
    expect(await add(alice.socket)).toEqual(failure('TOO_MANY_REQUESTS'));
  });

  it('notify the sockets of the other that an event could not be sent there', async () => {
    const [here, there] = await startTwo();
    await using _here = here;
    await using _there = there;
    const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
    for (const { socket } of [alice, bob]) await socket.emitWithAck('topic:open', { topic });
    const heard = record(bob.socket);
    const client = await redis.connect();
    await client.set('switchboard:events', 'no stream');
    await alice.socket.emitWithAck('note:start', { topic });
    await client.del('switchboard:events');
    await expect.poll(() => heard).toContainEqual(['board:gap', { reason: 'not-sent' }]);
    expect(heard).not.toContainEqual(['note:started', expect.anything()]);
    const { text } = await there.request('/metrics');
    expect(text).toMatch(/switchboard_gaps_total\{reason="not-sent"\} 1/);
  });
});

it('a Redis that is gone is reported at once, and all comes back by itself', async () => {
  const [here, there] = await startTwo();
  await using _here = here;
  await using _there = there;
  const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
  for (const { socket } of [alice, bob]) await socket.emitWithAck('topic:open', { topic });
  const add = () => alice.socket.emitWithAck('note:add', { topic, text: 'hi' });
  const heard = record(bob.socket);

  await redis.kill();
  await expect.poll(async () => (await here.request('/readyz')).status).toBe(503);
  expect(await within(2_500, add())).toEqual(failure('SERVICE_UNAVAILABLE'));
  expect((await here.request('/healthz')).status).toBe(200);

  await redis.start();
  await expect.poll(async () => (await add()).ok).toBe(true);
  await expect.poll(() => heard).toContainEqual(['board:gap', { reason: 'store-restarted' }]);
  await expect.poll(() => heard).toContainEqual(['note:added', expect.anything()]);
  expect((await here.request('/readyz')).status).toBe(200);
  await expect
    .poll(async () => dataOf(await alice.socket.emitWithAck('topic:open', { topic })))
    .toMatchObject({ members: expect.arrayContaining([alice.user, bob.user]) });
});
