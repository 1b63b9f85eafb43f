import { randomBytes } from 'node:crypto';
import type { Database } from '../stores/sqlite/database.ts';
import type { Jobs, Sync } from '../stores/sqlite/sqlite-jobs.ts';
import type { Identity as User } from './session.ts';
import { hashSessionId, nameKey } from './session-keys.ts';
import type { SessionStore } from './session-store.ts';

const LONE_SURROGATE = /\p{Cs}/u;

/** The embedded SessionStore. Ids are kept as hashes only. */
export const sessionJobs: Jobs<SessionStore> = {
  module: import.meta.url,
  name: 'sessionJobs',
  writes: ['begin', 'end'],
  create,
};

function create(database: Database): Sync<SessionStore> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sessions (
      name_key TEXT PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE
    ) WITHOUT ROWID;
  `);
  const byId = database.prepare('SELECT user_id AS id, name FROM sessions WHERE token_hash = ?');
  const byName = database.prepare('SELECT user_id AS id, name FROM sessions WHERE name_key = ?');
  const insert = database.prepare(`
    INSERT INTO sessions (name_key, user_id, name, token_hash) VALUES (?, ?, ?, ?)
    ON CONFLICT (name_key) DO UPDATE
      SET user_id = excluded.user_id, name = excluded.name, token_hash = excluded.token_hash
      WHERE user_id = ?`);
  const found = 'FROM sessions WHERE (instr(name_key, ?) > 0 OR instr(user_id, ?) > 0)';
  const page = database.prepare(
    `SELECT user_id AS id, name ${found} AND name_key > ? ORDER BY name_key LIMIT ?`,
  );
  const count = database.prepare(`SELECT count(*) AS total ${found}`);
  const remove = database.prepare('DELETE FROM sessions WHERE user_id = ?');

  return {
    find: (sessionId) => toUser(byId.get(hashSessionId(sessionId))),
    holder: (name) => toUser(byName.get(nameKey(name))),
    begin: ({ id, name }, replacing) => {
      const sessionId = randomBytes(24).toString('base64url');
      const { changes } = insert.run(nameKey(name), id, name, hashSessionId(sessionId), replacing?.id ?? '');
      return changes === 1 ? sessionId : undefined;
    },
    end: (userId) => void remove.run(userId),
    list: ({ search = '', after, limit }) => {
      // SQLite would look for U+FFFD instead; the contract lets no name have one.
      if (LONE_SURROGATE.test(search)) return { users: [], total: 0 };
      const texts = [nameKey(search), search];
      const users = page.all(...texts, after === undefined ? '' : nameKey(after), limit) as unknown[];
      const { total } = count.get(...texts) as { total: number };
      return { users: users.flatMap((row) => toUser(row) ?? []), total };
    },
  };
}

function toUser(row: unknown): User | undefined {
  const { id, name } = (row ?? {}) as Partial<User>;
  return id !== undefined && name !== undefined ? { id, name } : undefined;
}
