import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
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
