import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from '../stores/sqlite/database.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { sessionJobs } from './sqlite-session-store.ts';

const alice = { id: 'u1', name: 'Alice' };
const bob = { id: 'u2', name: 'Bob' };
const LIFE = 60_000;
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

interface Kind {
  /** Opens the same, at first empty, store as another process would. */
  open(): Promise<SessionStore>;
  /** What the store keeps. */
  kept(): Promise<readonly unknown[]>;
}

const kinds: Record<string, () => Promise<Kind>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return {
      open: async () => (await openSqlite(folder, 'durable')).store(sessionJobs),
      kept: async () => {
        const database = openDatabase(folder);
        const rows = database.prepare('SELECT * FROM sessions').all();
        database.close();
        return rows;
      },
    };
  },
  Redis: async () => {
    const client = await redis.connect();
    await client.flushAll();
    return {
      open: async () => createRedisSessionStore(await redis.connect()),
      kept: () => client.keys('*'),
    };
  },
};

describe.each(Object.entries(kinds))('a session in %s', (_name, createKind) => {
  let kept: Kind['kept'];
  let store: SessionStore;
  let another: SessionStore;
  beforeEach(async () => {
    const kind = await createKind();
    kept = kind.kept;
    [store, another] = [await kind.open(), await kind.open()];
  });

  it('that has expired is found by nothing, is no holder, and lets anybody have its name', async () => {
    const id = (await store.begin(alice, undefined, 1)) ?? '';
    await expect.poll(() => another.find(id)).toBeUndefined();
    expect(await another.holder('Alice')).toBeUndefined();
    expect(await another.list({ limit: 9 })).toEqual({ users: [], total: 0 });
    expect(await another.extend(id, LIFE, LIFE)).toBeUndefined();
    expect(await another.begin({ ...bob, name: 'Alice' }, undefined, LIFE)).toBeDefined();
  });

  it('lives as long as it was extended, and no shorter than it was', async () => {
    const long = (await store.begin(alice, undefined, LIFE)) ?? '';
    expect(await store.extend(long, 1, LIFE * 2)).toBe(1);
    const extended = (await store.begin(bob, undefined, 1_500)) ?? '';
    const short = (await store.begin({ id: 'u3', name: 'Carol' }, undefined, 1_500)) ?? '';
    expect(await another.extend(extended, LIFE, LIFE * 2)).toBe(LIFE);
    await expect.poll(() => store.find(short)).toBeUndefined();
    expect([await store.find(long), await store.find(extended)]).toEqual([alice, bob]);
  });

  it('is extended up to its absolute end, and not beyond', async () => {
    const id = (await store.begin(alice, undefined, 1_500)) ?? '';
    const lifetime = (await store.extend(id, LIFE, 2_000)) ?? 0;
    expect(lifetime).toBeGreaterThan(0);
    expect(lifetime).toBeLessThanOrEqual(2_000);
    await expect.poll(() => store.find(id)).toBeUndefined();
    expect(await store.extend(id, LIFE, 2_000)).toBeUndefined();
  });

  it('that is older than it may be by now is gone once somebody wants to extend it', async () => {
    const id = (await store.begin(alice, undefined, LIFE)) ?? '';
    await sleep(2);
    expect(await store.extend(id, LIFE, 1)).toBeUndefined();
    expect([await store.find(id), await store.holder('Alice')]).toEqual([undefined, undefined]);
    expect(await store.sweep(10)).toBe(0);
  });

  it('that cannot be, or has ended, is not extended', async () => {
    const id = (await store.begin(alice, undefined, LIFE)) ?? '';
    expect(await store.extend('guess', LIFE, LIFE)).toBeUndefined();
    await store.end(alice.id);
    expect(await store.extend(id, LIFE, LIFE)).toBeUndefined();
  });

  it('that has expired is dropped by a sweep, so many at a time, and those that live stay', async () => {
    for (let n = 0; n < 7; n++) await store.begin({ id: `${n}`, name: `${n}` }, undefined, 1);
    const id = (await store.begin(bob, undefined, LIFE)) ?? '';
    await sleep(2);
    expect([await another.sweep(5), await store.sweep(5), await another.sweep(5)]).toEqual([5, 2, 0]);
    expect(await another.find(id)).toEqual(bob);
  });

  it('that was dropped or ended leaves nothing in the store', async () => {
    await store.begin(alice, undefined, 1);
    await store.begin(bob, undefined, LIFE);
    await store.end(bob.id);
    await sleep(2);
    await store.sweep(10);
    await store.begin({ ...bob, name: 'Alice' }, undefined, LIFE);
    await store.end(bob.id);
    expect(await kept()).toEqual([]);
  });
});
