import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from './database.ts';
import type { SessionStore } from './session-store.ts';
import { createSqliteSessionStore } from './sqlite-session-store.ts';

const alice = { id: 'u1', name: 'Alice' };
const other = { id: 'u2', name: 'ALICE' };

function open(folder = tempFolder()): SessionStore & Disposable {
  const database = openDatabase(folder);
  return Object.assign(createSqliteSessionStore(database), { [Symbol.dispose]: () => database.close() });
}

describe('the list of sessions', () => {
  it('goes by name, from page to page, and finds parts of names and ids', async () => {
    using store = open();
    for (const name of ['Bob', 'alice', 'Zoe_%']) await store.begin({ id: `id of ${name}`, name }, undefined);
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

describe('a session', () => {
  it('is found by its id and by its name, until it ends', async () => {
    using store = open();
    const id = (await store.begin(alice, undefined)) ?? '';
    expect(await store.find(id)).toEqual(alice);
    expect(await store.holder('aLICE')).toEqual(alice);
    expect(await store.find('guess')).toBeUndefined();
    expect(await store.find('')).toBeUndefined();
    await store.end(alice.id);
    expect([await store.find(id), await store.holder('Alice')]).toEqual([undefined, undefined]);
    await store.end(alice.id);
  });

  it('cannot be begun under a name that somebody else holds', async () => {
    using store = open();
    const id = (await store.begin(alice, undefined)) ?? '';
    expect(await store.begin(other, undefined)).toBeUndefined();
    expect(await store.begin(other, { id: 'u3', name: 'Alice' })).toBeUndefined();
    expect(await store.find(id)).toEqual(alice);
  });

  it('can replace the holder whom the caller has seen', async () => {
    using store = open();
    const before = (await store.begin(alice, undefined)) ?? '';
    const after = (await store.begin(other, alice)) ?? '';
    expect([await store.find(before), await store.find(after)]).toEqual([undefined, other]);
  });

  it('outlives the process, and its id is nowhere in the files', async () => {
    const folder = tempFolder();
    const begin = async (): Promise<string> => {
      using store = open(folder);
      return (await store.begin(alice, undefined)) ?? '';
    };
    const id = await begin();
    expect(id).toMatch(/^[\w-]{32}$/);
    for (const file of readdirSync(folder)) {
      const content = readFileSync(join(folder, file));
      expect(content.includes(id)).toBe(false);
    }
    using store = open(folder);
    expect(await store.find(id)).toEqual(alice);
  });

  it('is SERVICE_UNAVAILABLE while the store is down', async () => {
    const store = open();
    store[Symbol.dispose]();
    for (const work of [
      store.find('id'),
      store.holder('Alice'),
      store.begin(alice, undefined),
      store.end('u1'),
      store.list({ limit: 1 }),
    ])
      await expect(work).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });
});
