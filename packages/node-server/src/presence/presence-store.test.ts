import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import type { LeaseOptions, PresenceStore } from './presence-store.ts';
import { createRedisPresenceStore } from './redis-presence-store.ts';
import { presenceJobs } from './sqlite-presence-store.ts';

const alice = { id: 'u1', name: 'Alice' };
const bob = { id: 'u 2', name: 'Bob "\ud800' };
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

type OpenNode = (options?: LeaseOptions) => Promise<PresenceStore>;

/** Gives what opens nodes on one and the same, empty, store. */
const stores: Record<string, () => Promise<OpenNode>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return async (options) => (await openSqlite(folder, 'volatile')).store(presenceJobs, options);
  },
  Redis: async () => {
    const client = await redis.connect();
    await client.flushAll();
    return async (options) => createRedisPresenceStore(await redis.connect(), options);
  },
};

describe.each(Object.entries(stores))('presence in %s', (_name, openStore) => {
  let openNode: OpenNode;
  beforeEach(async () => {
    openNode = await openStore();
  });
  const twoNodes = () => Promise.all([openNode(), openNode()]);

  it('knows on every node who is connected, how often, and in which rooms', async () => {
    const [here, there] = await twoNodes();
    await here.connect({ socketId: 's1', user: alice });
    expect(await here.join('a', { socketId: 's1', user: alice }, 9)).toEqual({ isNew: true });
    expect(await there.join('a', { socketId: 's2', user: alice }, 9)).toEqual({ isNew: false });
    expect(await there.join('a', { socketId: 's3', user: bob }, 9)).toEqual({ isNew: true });
    expect(await there.join('b', { socketId: 's3', user: bob }, 9)).toEqual({ isNew: true });
    for (const node of [here, there]) {
      expect(await node.members('a')).toEqual([alice, bob]);
      expect(await node.occupied(9)).toEqual([
        { name: 'a', members: 2 },
        { name: 'b', members: 1 },
      ]);
      expect(await node.occupied(1)).toHaveLength(1);
      expect([await node.countSockets(alice.id), await node.countSockets('nobody')]).toEqual([2, 0]);
      expect([await node.isInRoom('b', alice.id), await node.isInRoom('b', bob.id)]).toEqual([false, true]);
    }
  });

  it('lets no more people in than fit, however many come at once, and each of them as often as they like', async () => {
    const [here, there] = await twoNodes();
    const joined = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? here : there).join('a', { socketId: `s${i}`, user: { id: `u${i}`, name: 'x' } }, 5),
      ),
    );
    expect(joined.filter((result) => result !== 'full')).toHaveLength(5);
    const [one] = await here.members('a');
    if (!one) throw new Error('Nobody is in the room.');
    expect(await there.join('a', { socketId: 'another', user: one }, 5)).toEqual({ isNew: false });
  });

  it('says of each departure once that it was the last', async () => {
    const [here, there] = await twoNodes();
    for (const room of ['a', 'b']) {
      await here.join(room, { socketId: 's1', user: alice }, 9);
      await there.join(room, { socketId: 's2', user: alice }, 9);
    }
    expect(await here.leave('a', { socketId: 's1', user: alice })).toBe(false);
    expect(await there.leave('a', { socketId: 's2', user: alice })).toBe(true);
    expect(await there.leave('a', { socketId: 's2', user: alice })).toBe(false);
    expect(await here.disconnect('s1')).toEqual([]);
    expect(await there.disconnect('s2')).toEqual([{ room: 'b', user: alice }]);
    expect(await there.disconnect('s2')).toEqual([]);
    expect([await here.occupied(9), await here.countSockets(alice.id)]).toEqual([[], 0]);
  });

  it('takes a socket with a new identity out of the rooms of the old one', async () => {
    const node = await openNode();
    await node.join('a', { socketId: 's1', user: alice }, 9);
    await node.connect({ socketId: 's1', user: bob });
    expect([await node.members('a'), await node.countSockets(alice.id)]).toEqual([[], 0]);
    expect(await node.countSockets(bob.id)).toBe(1);
  });

  it('keeps a socket with a new name in its rooms', async () => {
    const node = await openNode();
    await node.join('a', { socketId: 's1', user: alice }, 9);
    const renamed = { ...alice, name: 'ALICE' };
    await node.connect({ socketId: 's1', user: renamed });
    expect(await node.members('a')).toEqual([renamed]);
  });

  it('keeps all that an application knows of a user', async () => {
    const [here, there] = (await twoNodes()) as unknown as PresenceStore<typeof member>[];
    const member = { ...bob, role: 'owner\u0000', teams: [], limits: { a: 1.5, b: null } };
    await here?.join('a', { socketId: 's1', user: member }, 9);
    expect(await there?.members('a')).toEqual([member]);
    expect(await here?.disconnect('s1')).toEqual([{ room: 'a', user: member }]);
  });

  it('counts nothing of a node whose lease ran out, and reports to one of the others who is gone', async () => {
    const [here, dead] = [await openNode(), await openNode({ lease: 1 })];
    await dead.join('a', { socketId: 's1', user: alice }, 9);
    await dead.join('a', { socketId: 's2', user: bob }, 9);
    await here.join('a', { socketId: 's3', user: bob }, 9);
    await expect.poll(() => here.countSockets(alice.id)).toBe(0);
    expect(await here.members('a')).toEqual([bob]);
    expect(await here.sweep()).toEqual([{ room: 'a', user: alice }]);
    expect(await here.sweep()).toEqual([]);
    expect(await here.occupied(9)).toEqual([{ name: 'a', members: 1 }]);
  });

  it('reports to a node that it comes back too late, so that it can register its sockets again', async () => {
    const [here, late] = [await openNode(), await openNode({ lease: 1 })];
    expect(await here.renew()).toBe(true);
    await late.join('a', { socketId: 's1', user: alice }, 9);
    await expect.poll(() => here.sweep()).toEqual([{ room: 'a', user: alice }]);
    expect([await late.renew(), await here.members('a')]).toEqual([false, []]);
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e12, 0, -1, Number.NaN])(
    'refuses a lease of %d ms at once',
    async (lease) => {
      await expect(openNode({ lease })).rejects.toThrow(
        new TypeError(
          `lease must be a number of milliseconds, more than 0 and at most 2147483647, not ${lease}.`,
        ),
      );
    },
  );

  it('gives up everything of a node that ends', async () => {
    const [here, ending] = await twoNodes();
    await ending.join('a', { socketId: 's1', user: alice }, 9);
    expect(await ending.release()).toEqual([{ room: 'a', user: alice }]);
    expect([await here.occupied(9), await here.sweep()]).toEqual([[], []]);
  });
});

it('is SERVICE_UNAVAILABLE while the store is down', async () => {
  const database = await openSqlite(tempFolder(), 'volatile');
  const sqlite = await database.store(presenceJobs);
  await database.close();
  const client = await redis.connect();
  const inRedis = await createRedisPresenceStore(client);
  client.destroy();
  for (const store of [sqlite, inRedis]) {
    const join = store.join('a', { socketId: 's1', user: alice }, 9);
    await expect(join).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', cause: expect.any(Error) });
    await expect(store.members('a')).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  }
});
