import { dataOf, next, record, startTestRedis, within } from '@switchboard/node-server/testing';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { failure, startApp, type TestApp, tempFolder } from './app.fixture.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
const room = 'general';

/** Two servers on one Redis; the folder has the secret of their tokens alone. */
async function startTwo(): Promise<[TestApp, TestApp]> {
  const shared = { redis: { url: redis.url }, dataDir: tempFolder() };
  return [await startApp(shared), await startApp(shared)];
}

describe('two servers on one Redis', () => {
  beforeEach(async () => {
    await (await redis.connect()).flushAll();
  });

  it('are one: names, rooms, members and messages', async () => {
    const [here, there] = await startTwo();
    await using _here = here;
    await using _there = there;
    const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
    expect(await (await there.connect()).emitWithAck('session:login', { name: 'alice' })).toEqual(
      failure('NAME_TAKEN'),
    );
    await alice.socket.emitWithAck('room:join', { room });
    const joined = next(alice.socket, 'room:joined');
    expect(dataOf(await bob.socket.emitWithAck('room:join', { room }))).toMatchObject({
      members: [alice.user, bob.user],
    });
    expect(await joined).toEqual({ room, user: bob.user });
    expect(dataOf(await bob.socket.emitWithAck('room:list'))).toEqual({
      rooms: [{ name: room, members: 2 }],
    });

    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      const heard = record(to.socket);
      const attachment = { name: 'a', type: 'b', bytes: Buffer.from([0, 255]) };
      const sent = dataOf<{ seq: number }>(
        await from.socket.emitWithAck('message:send', { room, text: 'hi', attachment }),
      );
      const message = expect.objectContaining({ seq: sent.seq, author: from.user, attachment });
      await expect.poll(() => heard).toContainEqual(['message:sent', message]);
    }
    const left = next(bob.socket, 'room:left');
    alice.socket.disconnect();
    expect(await left).toEqual({ room, user: alice.user });
    expect(dataOf(await bob.socket.emitWithAck('message:history', { room }))).toMatchObject({
      messages: [{ seq: 1 }, { seq: 2 }],
    });
  });

  it('execute a call once, on whichever of them it is repeated', async () => {
    const [here, there] = await startTwo();
    await using _here = here;
    await using _there = there;
    const alice = await here.login('Alice');
    const tab = await there.connect({ auth: { token: alice.token } });
    for (const socket of [alice.socket, tab]) await socket.emitWithAck('room:join', { room });
    const payload = { room, text: 'once' };
    const replies = await Promise.all(
      [alice.socket, tab, tab].map((socket) => socket.emitWithAck('message:send', payload, { id: 'c1' })),
    );
    expect(replies[0]).toMatchObject({ ok: true, data: { seq: 1 } });
    expect(replies).toEqual(Array(3).fill(replies[0]));
    expect(await tab.emitWithAck('message:send', { room, text: 'other' }, { id: 'c1' })).toEqual(
      failure('CONFLICT'),
    );
  });

  it('need no more rights in Redis than are written down', async () => {
    const rules =
      '-@all +@stream +@hash +@set +@sortedset +@string +@keyspace +@scripting +@pubsub +@connection';
    const client = await redis.connect();
    const user = [
      'on',
      '>secret',
      '~switchboard:*',
      '&switchboard:*',
      ...rules.split(' '),
      '-@dangerous',
      '+time',
      '+info',
    ];
    await client.sendCommand(['ACL', 'SETUSER', 'chat', ...user]);
    const shared = { redis: { url: redis.url.replace('//', '//chat:secret@') }, dataDir: tempFolder() };
    await using here = await startApp(shared);
    await using there = await startApp(shared);
    const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
    for (const { socket } of [alice, bob]) await socket.emitWithAck('room:join', { room });
    const heard = next(bob.socket, 'message:sent');
    const sent = dataOf(await alice.socket.emitWithAck('message:send', { room, text: 'hi' }, { id: 'c' }));
    expect(await heard).toMatchObject(sent as object);
    expect(await alice.socket.emitWithAck('message:send', { room, text: 'without an id' })).toMatchObject({
      ok: true,
    });
    expect(dataOf(await bob.socket.emitWithAck('message:history', { room }))).toMatchObject({
      messages: [{ text: 'hi' }, { text: 'without an id' }],
    });
    const ended = next(bob.socket, 'session:ended');
    const tab = await here.connect({ auth: { token: bob.token } });
    await tab.emitWithAck('session:logout');
    expect(await ended).toEqual({ reason: 'revoked' });
    // Asked for the warning alone, and not needed.
    const refused = (await client.aclLog()).map(({ object }) => object);
    expect([...new Set(refused)]).toEqual(['config|get']);
  });
});

it('a Redis that is gone is reported at once, and all comes back by itself', async () => {
  const [here, there] = await startTwo();
  await using _here = here;
  await using _there = there;
  const [alice, bob] = [await here.login('Alice'), await there.login('Bob')];
  for (const { socket } of [alice, bob]) await socket.emitWithAck('room:join', { room });
  const send = () => alice.socket.emitWithAck('message:send', { room, text: 'hi' });
  const before = dataOf<{ epoch: string }>(await bob.socket.emitWithAck('message:history', { room }));
  const heard = record(bob.socket);

  await redis.kill();
  await expect.poll(async () => (await here.request('/readyz')).status).toBe(503);
  expect(await within(2_500, send())).toEqual(failure('SERVICE_UNAVAILABLE'));
  expect((await here.request('/healthz')).status).toBe(200);

  await redis.start();
  await expect.poll(async () => (await send()).ok).toBe(true);
  await expect.poll(() => heard).toContainEqual(['system:gap', { reason: 'store-restarted' }]);
  await expect.poll(() => heard).toContainEqual(['message:sent', expect.anything()]);
  expect((await here.request('/readyz')).status).toBe(200);
  const after = dataOf<{ epoch: string }>(await bob.socket.emitWithAck('message:history', { room }));
  expect(after.epoch).not.toBe(before.epoch);
  await expect
    .poll(async () => dataOf(await alice.socket.emitWithAck('room:list')))
    .toEqual({ rooms: [{ name: room, members: 2 }] });
});
