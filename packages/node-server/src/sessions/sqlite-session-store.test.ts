import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_DURATION } from '@switchboard/contract';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from '../stores/sqlite/database.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { hashSessionId } from './session-keys.ts';
import type { SessionStore } from './session-store.ts';
import { sessionJobs } from './sqlite-session-store.ts';

const alice = { id: 'u1', name: 'Alice' };

async function open(folder: string): Promise<SessionStore & AsyncDisposable> {
  const database = await openSqlite(folder, 'durable');
  return Object.assign(await database.store(sessionJobs), { [Symbol.asyncDispose]: database.close });
}

it('a session outlives the process, and its id is nowhere in the files', async () => {
  const folder = tempFolder();
  const begin = async (): Promise<string> => {
    await using store = await open(folder);
    return (await store.begin(alice, undefined, 60_000)) ?? '';
  };
  const id = await begin();
  expect(id).toMatch(/^[\w-]{32}$/);
  for (const file of readdirSync(folder)) {
    const content = readFileSync(join(folder, file));
    expect(content.includes(id)).toBe(false);
  }
  await using store = await open(folder);
  expect(await store.find(id)).toEqual(alice);
});

describe('a database of the first version', () => {
  /** A session as it was kept: without what more there is to a user, its beginning and its end. */
  const keep = (folder: string, sessionId: string): void => {
    const database = openDatabase(folder);
    database.exec(`
      CREATE TABLE sessions (
        name_key TEXT PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE
      ) WITHOUT ROWID`);
    database
      .prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)')
      .run('alice', alice.id, alice.name, hashSessionId(sessionId));
    database.close();
  };

  it('keeps its sessions, which are extended, and end, like any other', async () => {
    const folder = tempFolder();
    keep(folder, 'old');
    const stores = await Promise.all([open(folder), open(folder)]);
    for (const store of stores) {
      expect(await store.find('old')).toEqual(alice);
      expect(await store.holder('ALICE')).toEqual(alice);
      expect(await store.list({ limit: 9 })).toEqual({ users: [alice], total: 1 });
      expect(await store.sweep(9)).toBe(0);
      expect(await store.extend('old', 60_000, 86_400_000)).toBe(60_000);
    }
    expect(await stores[0].extend('old', 60_000, 1)).toBeUndefined();
    expect(await stores[1].find('old')).toBeUndefined();
    for (const store of stores) await store[Symbol.asyncDispose]();
  });

  it('drops them when no token of that version can be alive', async () => {
    const folder = tempFolder();
    keep(folder, 'old');
    await (await open(folder))[Symbol.asyncDispose]();
    const database = openDatabase(folder);
    const { until } = database.prepare('SELECT until FROM sessions').get() as { until: number };
    database.close();
    expect(until).toBeGreaterThan(Date.now() + MAX_DURATION - 60_000);
    expect(until).toBeLessThanOrEqual(Date.now() + MAX_DURATION);
  });
});
