import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import {
  type Departure,
  type LeaseOptions,
  type PresenceStore,
  SLICE,
  type Sweep,
} from './presence-store.ts';
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

/** What a node gets that sweeps until nothing is left, slice by slice. */
async function allOf(next: () => Promise<Sweep>): Promise<Departure[][]> {
  const slices: Departure[][] = [];
  for (;;) {
    const { departures, isDone } = await next();
    slices.push(departures);
    if (isDone) return slices;
  }
}

describe.each(Object.entries(stores))('presence in %s', (_name, openStore) => {
  let openNode: OpenNode;
  beforeEach(async () => {
    openNode = await openStore();
  });
  const twoNodes = () => Promise.all([openNode(), openNode()]);

  it('knows on every node who is connected, how often, and in which rooms', async () => {
    const [here, there] = await twoNodes();
    await here.connect({ socketId: 's1', user: alice }, 9);
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

  it('registers no more sockets of a user than the limit, however many come at once, and each of them again', async () => {
    const [here, there] = await twoNodes();
    const connect = (i: number) => (i % 2 ? here : there).connect({ socketId: `s${i}`, user: alice }, 5);
    const all = Array.from({ length: 20 }, (_, i) => i);
    const registered = await Promise.all(all.map(connect));
    expect(registered.filter(Boolean)).toHaveLength(5);
    expect(await here.countSockets(alice.id)).toBe(5);
    expect(await Promise.all(all.map(connect))).toEqual(registered);
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
    await node.connect({ socketId: 's1', user: bob }, 9);
    expect([await node.members('a'), await node.countSockets(alice.id)]).toEqual([[], 0]);
    expect(await node.countSockets(bob.id)).toBe(1);
  });

  it('keeps a socket with a new name in its rooms', async () => {
    const node = await openNode();
    await node.join('a', { socketId: 's1', user: alice }, 9);
    const renamed = { ...alice, name: 'ALICE' };
    await node.connect({ socketId: 's1', user: renamed }, 9);
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
    expect(await here.sweep()).toEqual({ departures: [{ room: 'a', user: alice }], isDone: true });
    expect(await here.sweep()).toEqual({ departures: [], isDone: true });
    expect(await here.occupied(9)).toEqual([{ name: 'a', members: 1 }]);
  });

  it('forgets a dead node in slices, whose number alone grows with what the node had, and gives each departure once', async () => {
    const [here, dead] = [await openNode(), await openNode({ lease: 1 })];
    const users = Array.from({ length: 30 }, (_, i) => ({ id: `u${i}`, name: `User ${i}` }));
    const rooms = Array.from({ length: 50 }, (_, i) => `r${i}`);
    // One socket is in more rooms than a slice has, and one user has two sockets.
    const many = Array.from({ length: 2 * SLICE + 10 }, (_, i) => `m${i}`);
    await Promise.all([
      ...users.flatMap((user, i) => rooms.map((room) => dead.join(room, { socketId: `s${i}`, user }, 1_000))),
      ...many.map((room) => dead.join(room, { socketId: 's', user: alice }, 1_000)),
      dead.join('r0', { socketId: 't', user: { id: 'u0', name: 'User 0' } }, 1_000),
    ]);
    expect(await here.occupied(1)).toMatchObject([{ members: users.length }]);
    const memberships = users.length * rooms.length + many.length + 1;
    await expect.poll(() => here.members('r0')).toEqual([]);

    const slices = await allOf(here.sweep);
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThanOrEqual(SLICE);
    expect(slices.length).toBeGreaterThanOrEqual(Math.ceil(memberships / SLICE));
    expect(slices.length).toBeLessThan((2 * memberships) / SLICE + 2);
    const left = slices.flat().map(({ room, user }) => `${room} ${user.id}`);
    const expected = [
      ...users.flatMap(({ id }) => rooms.map((room) => `${room} ${id}`)),
      ...many.map((room) => `${room} ${alice.id}`),
    ];
    expect(left.sort()).toEqual(expected.sort());
    expect(await here.occupied(9)).toEqual([]);
    expect(await here.countSockets(alice.id)).toBe(0);
  });

  it('gives a departure again where nobody reported it, whatever it came of', async () => {
    const [here, other] = [await openNode(), await openNode({ lease: 1 })];
    const socket = { socketId: 's1', user: alice };
    for (const room of ['a', 'b', 'c']) await other.join(room, socket, 9);
    // The answers to these are lost.
    await other.leave('a', socket);
    await other.disconnect('s1');
    const departures: Departure[] = [];
    await expect
      .poll(async () => {
        departures.push(...(await here.sweep()).departures);
        return departures.map(({ room }) => room).sort();
      })
      .toEqual(['a', 'b', 'c']);
    expect(departures.map(({ user }) => user)).toEqual([alice, alice, alice]);
    await here.published(departures);
    expect((await (await openNode()).sweep()).departures).toEqual([]);
  });

  it('gives a departure no more where it was published, or its user is back', async () => {
    const [here, other] = [await openNode(), await openNode({ lease: 1 })];
    for (const room of ['a', 'b', 'c']) {
      await other.join(room, { socketId: 's1', user: alice }, 9);
      await other.leave(room, { socketId: 's1', user: alice });
    }
    await other.published([{ room: 'a', user: alice }]);
    await here.join('b', { socketId: 's2', user: alice }, 9);
    await expect.poll(() => here.sweep()).toMatchObject({ departures: [{ room: 'c', user: alice }] });
  });

  it('has room again for as many people as a dead node had', async () => {
    const [here, dead] = [await openNode(), await openNode({ lease: 1 })];
    await dead.join('a', { socketId: 's1', user: alice }, 1);
    await expect.poll(() => here.join('a', { socketId: 's2', user: bob }, 1)).toEqual({ isNew: true });
    expect(await here.join('a', { socketId: 's3', user: { id: 'u3', name: 'C' } }, 1)).toBe('full');
  });

  it('always counts the sockets of the node that asks, even if its lease ran out', async () => {
    const [here, late] = [await openNode(), await openNode({ lease: 1 })];
    await late.join('a', { socketId: 's1', user: alice }, 9);
    await expect.poll(() => here.countSockets(alice.id)).toBe(0);
    expect([await late.countSockets(alice.id), await late.isInRoom('a', alice.id)]).toEqual([1, true]);
    expect(await late.members('a')).toEqual([alice]);
    expect((await late.sweep()).departures).toEqual([]);
    expect(await late.members('a')).toEqual([alice]);
  });

  it('reports to a node that it comes back too late, so that it can register its sockets again', async () => {
    const [here, late] = [await openNode(), await openNode({ lease: 1 })];
    expect(await here.renew()).toBe(true);
    await late.join('a', { socketId: 's1', user: alice }, 9);
    await expect.poll(() => here.sweep()).toMatchObject({ departures: [{ room: 'a', user: alice }] });
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
    expect(await ending.release()).toEqual({ departures: [{ room: 'a', user: alice }], isDone: true });
    expect(await here.occupied(9)).toEqual([]);
    expect(await here.sweep()).toEqual({ departures: [], isDone: true });
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
