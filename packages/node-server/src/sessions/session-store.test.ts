import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import type { Identity } from './session.ts';
import type { SessionStore } from './session-store.ts';
import { sessionJobs } from './sqlite-session-store.ts';

const alice = { id: 'u1', name: 'Alice' };
const other = { id: 'u2', name: 'ALICE' };
const LIFE = 60_000;
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

interface OpenStore extends SessionStore {
  /** Takes the store away from under its user. */
  shut(): unknown;
}

interface Member extends Identity {
  readonly role: string;
  readonly teams: readonly string[];
  readonly limits: Readonly<Record<string, number | null>>;
}

/** Gives what opens the same, at first empty, store as another process would. */
const kinds: Record<string, () => Promise<() => Promise<OpenStore>>> = {
  SQLite: async () => {
    const folder = tempFolder();
    return async () => {
      const database = await openSqlite(folder, 'durable');
      return { ...(await database.store(sessionJobs)), shut: database.close };
    };
  },
  Redis: async () => {
    await (await redis.connect()).flushAll();
    return async () => {
      const client = await redis.connect();
      return { ...(await createRedisSessionStore(client)), shut: () => client.destroy() };
    };
  },
};

describe.each(Object.entries(kinds))('sessions in %s', (_name, createStore) => {
  let open: () => Promise<OpenStore>;
  beforeEach(async () => {
    open = await createStore();
  });

  describe('the list', () => {
    it('goes by name, from page to page, and finds parts of names and ids', async () => {
      const store = await open();
      for (const name of ['Bob', 'alice', 'Zoe_%'])
        await store.begin({ id: `id of ${name}`, name }, undefined, LIFE);
      const names = async (options: object): Promise<string[]> =>
        (await store.list({ limit: 10, ...options })).users.map(({ name }) => name);
      expect(await names({})).toEqual(['alice', 'Bob', 'Zoe_%']);
      expect(await names({ limit: 1, after: 'Alice' })).toEqual(['Bob']);
      expect(await names({ search: 'LI' })).toEqual(['alice']);
      expect(await names({ search: 'id of Z' })).toEqual(['Zoe_%']);
      expect(await names({ search: '%' })).toEqual(['Zoe_%']);
      expect(await store.list({ limit: 1, search: 'o' })).toMatchObject({
        users: [{ name: 'alice' }],
        total: 3,
      });
    });
  });

  it('finds nobody by a lone surrogate, which no name has, although some stores keep only UTF-8', async () => {
    const store = await open();
    await store.begin({ id: 'u1', name: 'a\ufffd' }, undefined, LIFE);
    expect(await store.list({ search: '\ufffd', limit: 9 })).toMatchObject({ total: 1 });
    expect(await store.list({ search: '\ud800', limit: 9 })).toEqual({ users: [], total: 0 });
  });

  describe('a session', () => {
    it('is found by its id and by its name, until it ends', async () => {
      const store = await open();
      const id = (await store.begin(alice, undefined, LIFE)) ?? '';
      expect(await store.find(id)).toEqual(alice);
      expect(await store.holder('aLICE')).toEqual(alice);
      expect(await store.find('guess')).toBeUndefined();
      expect(await store.find('')).toBeUndefined();
      await store.end(alice.id);
      expect([await store.find(id), await store.holder('Alice')]).toEqual([undefined, undefined]);
      await store.end(alice.id);
    });

    it('begins once under a name, however many processes try at once', async () => {
      const [one, another] = [await open(), await open()];
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 ? one : another).begin({ id: `u${i}`, name: 'Alice' }, undefined, LIFE),
        ),
      );
      const [id = '', ...more] = ids.filter((begun) => begun !== undefined);
      expect(more).toEqual([]);
      expect(await one.find(id)).toEqual(await another.holder('alice'));
    });

    it('cannot be begun under a name that somebody else holds', async () => {
      const store = await open();
      const id = (await store.begin(alice, undefined, LIFE)) ?? '';
      expect(await store.begin(other, undefined, LIFE)).toBeUndefined();
      expect(await store.begin(other, { id: 'u3', name: 'Alice' }, LIFE)).toBeUndefined();
      expect(await store.find(id)).toEqual(alice);
    });

    it('can replace the holder whom the caller has seen', async () => {
      const store = await open();
      const before = (await store.begin(alice, undefined, LIFE)) ?? '';
      const after = (await store.begin(other, alice, LIFE)) ?? '';
      expect([await store.find(before), await store.find(after)]).toEqual([undefined, other]);
    });

    it('of a user who has one by another name takes its place', async () => {
      const store = await open();
      const before = (await store.begin(alice, undefined, LIFE)) ?? '';
      const after = (await store.begin({ ...alice, name: 'Zoe' }, undefined, LIFE)) ?? '';
      expect([await store.find(before), await store.holder('Alice')]).toEqual([undefined, undefined]);
      expect(await store.find(after)).toEqual({ ...alice, name: 'Zoe' });
    });

    it('is ended alone where it is named, and leaves a newer one of its user', async () => {
      const store = await open();
      const before = (await store.begin(alice, undefined, LIFE)) ?? '';
      const after = (await store.begin(alice, alice, LIFE)) ?? '';
      await store.end(alice.id, before);
      expect(await store.find(after)).toEqual(alice);
      await store.end(alice.id, after);
      expect(await store.find(after)).toBeUndefined();
    });

    it('keeps all that an application knows of its user', async () => {
      const store = (await open()) as unknown as SessionStore<Member>;
      const member: Member = {
        ...alice,
        role: 'owner "\u0000\ud800',
        teams: [],
        limits: { a: 1.5, b: null },
      };
      const id = (await store.begin(member, undefined, LIFE)) ?? '';
      const another = (await open()) as unknown as SessionStore<Member>;
      expect(await another.find(id)).toEqual(member);
      expect(await another.holder('alice')).toEqual(member);
      expect((await another.list({ limit: 1 })).users).toEqual([member]);
    });

    it('is SERVICE_UNAVAILABLE while the store is down', async () => {
      const store = await open();
      await store.shut();
      for (const work of [
        store.find('id'),
        store.holder('Alice'),
        store.begin(alice, undefined, LIFE),
        store.end('u1'),
        store.extend('id', LIFE, LIFE),
        store.sweep(1),
        store.list({ limit: 1 }),
      ])
        await expect(work).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    });
  });
});
