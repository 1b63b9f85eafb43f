import { randomBytes } from 'node:crypto';
import { MAX_DURATION } from '@switchboard/contract';
import { addColumns } from '../stores/sqlite/add-columns.ts';
import type { Database } from '../stores/sqlite/database.ts';
import type { Jobs, Sync } from '../stores/sqlite/sqlite-jobs.ts';
import type { Identity } from './session.ts';
import { hashSessionId, nameKey } from './session-keys.ts';
import type { SessionStore } from './session-store.ts';

const LONE_SURROGATE = /\p{Cs}/u;

/** The embedded SessionStore. Ids are kept as hashes only. */
export const sessionJobs: Jobs<SessionStore> = {
  module: import.meta.url,
  name: 'sessionJobs',
  writes: ['begin', 'extend', 'end', 'sweep'],
  create,
};

interface Row {
  readonly id: string;
  readonly name: string;
  /** JSON; `null` in what the first version stored. */
  readonly user: string | null;
}

function create(database: Database): Sync<SessionStore> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sessions (
      name_key TEXT PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE
    ) WITHOUT ROWID;
  `);
  // A session of the first version begins now, and lives as long as any token of that version can.
  addColumns(database, 'sessions', {
    user: 'TEXT',
    begun_at: `INTEGER NOT NULL DEFAULT ${Date.now()}`,
    until: `INTEGER NOT NULL DEFAULT ${Date.now() + MAX_DURATION}`,
  });
  database.exec('CREATE INDEX IF NOT EXISTS sessions_by_end ON sessions (until)');

  const select = 'SELECT user_id AS id, name, user FROM sessions WHERE until > ? AND';
  const byHash = database.prepare(`${select} token_hash = ?`);
  const byName = database.prepare(`${select} name_key = ?`);
  const insert = database.prepare(`
    INSERT INTO sessions (name_key, user_id, name, token_hash, user, begun_at, until)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const removeOthers = database.prepare('DELETE FROM sessions WHERE name_key = ? OR user_id = ?');
  const prolong = database.prepare(
    'UPDATE sessions SET until = min(max(until, ?), begun_at + ?) WHERE token_hash = ? RETURNING until',
  );
  const found = 'FROM sessions WHERE until > ? AND (instr(name_key, ?) > 0 OR instr(user_id, ?) > 0)';
  const page = database.prepare(
    `SELECT user_id AS id, name, user ${found} AND name_key > ? ORDER BY name_key LIMIT ?`,
  );
  const count = database.prepare(`SELECT count(*) AS total ${found}`);
  const remove = database.prepare('DELETE FROM sessions WHERE user_id = ?');
  const removeOne = database.prepare('DELETE FROM sessions WHERE user_id = ? AND token_hash = ?');
  const dropExpired = database.prepare(
    'DELETE FROM sessions WHERE name_key IN (SELECT name_key FROM sessions WHERE until <= ? LIMIT ?)',
  );

  return {
    find: (sessionId) => toUser(byHash.get(Date.now(), hashSessionId(sessionId))),
    holder: (name) => toUser(byName.get(Date.now(), nameKey(name))),
    begin: (user, replacing, lifetime) => {
      const { id, name } = user;
      const [key, now] = [nameKey(name), Date.now()];
      const holder = byName.get(now, key) as Row | undefined;
      if (holder && holder.id !== replacing?.id) return undefined;
      removeOthers.run(key, id);
      const sessionId = randomBytes(24).toString('base64url');
      insert.run(key, id, name, hashSessionId(sessionId), JSON.stringify(user), now, now + lifetime);
      return sessionId;
    },
    extend: (sessionId, lifetime, maxAge) => {
      const hash = hashSessionId(sessionId);
      const now = Date.now();
      const row = byHash.get(now, hash) as Row | undefined;
      if (!row) return undefined;
      const { until } = prolong.get(now + lifetime, maxAge, hash) as { until: number };
      if (until > now) return Math.min(lifetime, until - now);
      removeOne.run(row.id, hash);
      return undefined;
    },
    end: (userId, sessionId) => {
      if (sessionId === undefined) remove.run(userId);
      else removeOne.run(userId, hashSessionId(sessionId));
    },
    list: ({ search = '', after, limit }) => {
      // SQLite would look for U+FFFD instead; the contract lets no name have one.
      if (LONE_SURROGATE.test(search)) return { users: [], total: 0 };
      const texts = [Date.now(), nameKey(search), search];
      const users = page.all(...texts, after === undefined ? '' : nameKey(after), limit) as unknown[];
      const { total } = count.get(...texts) as { total: number };
      return { users: users.flatMap((row) => toUser(row) ?? []), total };
    },
    sweep: (limit) => dropExpired.run(Date.now(), limit).changes,
  };
}

function toUser(row: unknown): Identity | undefined {
  if (row === undefined) return undefined;
  const { id, name, user } = row as Row;
  return user === null ? { id, name } : (JSON.parse(user) as Identity);
}
