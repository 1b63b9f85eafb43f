import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import { openDatabase } from './database.ts';
import type { SessionStore } from './session-store.ts';
import { createSqliteSessionStore } from './sqlite-session-store.ts';

const alice = { id: 'u1', name: 'Alice' };

function open(folder = tempFolder()): SessionStore & Disposable {
  const database = openDatabase(folder);
  return Object.assign(createSqliteSessionStore(database), { [Symbol.dispose]: () => database.close() });
}

it('a session outlives the process, and its id is nowhere in the files', async () => {
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
