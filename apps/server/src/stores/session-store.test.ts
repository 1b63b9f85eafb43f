import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from './database.ts';
import { createSqliteSessionStore, type SessionStore } from './session-store.ts';

const alice = { id: 'u1', name: 'Alice' };
const other = { id: 'u2', name: 'ALICE' };

function open(folder = tempFolder()): SessionStore & Disposable {
  const database = openDatabase(folder);
  return Object.assign(createSqliteSessionStore(database), { [Symbol.dispose]: () => database.close() });
}

describe('the list of sessions', () => {
  it('goes by name, from page to page, and finds parts of names and ids', () => {
    using store = open();
    for (const name of ['Bob', 'alice', 'Zoe_%']) store.begin({ id: `id of ${name}`, name }, undefined);
    const names = (options: object): string[] =>
      store.list({ limit: 10, ...options }).users.map(({ name }) => name);
    expect(names({})).toEqual(['alice', 'Bob', 'Zoe_%']);
    expect(names({ limit: 1, after: 'Alice' })).toEqual(['Bob']);
    expect(names({ search: 'LI' })).toEqual(['alice']);
    expect(names({ search: 'id of Z' })).toEqual(['Zoe_%']);
    expect(names({ search: '%' })).toEqual(['Zoe_%']);
    expect(store.list({ limit: 1, search: 'o' })).toMatchObject({ users: [{ name: 'alice' }], total: 3 });
  });
});

describe('a session', () => {
  it('is found by its token and by its name, until it ends', () => {
    using store = open();
    const token = store.begin(alice, undefined) ?? '';
    expect(store.find(token)).toEqual(alice);
    expect(store.holder('aLICE')).toEqual(alice);
    expect(store.find('guess')).toBeUndefined();
    expect(store.find('')).toBeUndefined();
    store.end(alice.id);
    expect([store.find(token), store.holder('Alice')]).toEqual([undefined, undefined]);
    store.end(alice.id);
  });

  it('cannot be begun under a name that somebody else holds', () => {
    using store = open();
    const token = store.begin(alice, undefined) ?? '';
    expect(store.begin(other, undefined)).toBeUndefined();
    expect(store.begin(other, { id: 'u3', name: 'Alice' })).toBeUndefined();
    expect(store.find(token)).toEqual(alice);
  });

  it('can replace the holder whom the caller has seen', () => {
    using store = open();
    const before = store.begin(alice, undefined) ?? '';
    const after = store.begin(other, alice) ?? '';
    expect([store.find(before), store.find(after)]).toEqual([undefined, other]);
  });

  it('outlives the process, and its token is nowhere in the files', () => {
    const folder = tempFolder();
    const begin = (): string => {
      using store = open(folder);
      const token = store.begin(alice, undefined) ?? '';
      for (const file of readdirSync(folder))
        expect(readFileSync(join(folder, file)).includes(token)).toBe(false);
      return token;
    };
    const token = begin();
    expect(token).toMatch(/^[\w-]{32}$/);
    for (const file of readdirSync(folder)) {
      const content = readFileSync(join(folder, file));
      expect(content.includes(token)).toBe(false);
    }
    using store = open(folder);
    expect(store.find(token)).toEqual(alice);
  });

  it('is SERVICE_UNAVAILABLE while the store is down', () => {
    const store = open();
    store[Symbol.dispose]();
    for (const work of [
      () => store.find('token'),
      () => store.holder('Alice'),
      () => store.begin(alice, undefined),
      () => store.end('u1'),
    ])
      expect(work).toThrow(expect.objectContaining({ code: 'SERVICE_UNAVAILABLE' }));
  });
});
