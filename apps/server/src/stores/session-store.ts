import { createHash, randomBytes } from 'node:crypto';
import type { User } from '@switchboard/events';
import { type Database, onDatabase } from './database.ts';

/** Who is logged in. A session outlives connections and restarts; a name belongs to one session at a time. */
export interface SessionStore {
  /** Whose token this is. */
  find(token: string): User | undefined;
  /** Who holds a name, upper and lower case alike. */
  holder(name: string): User | undefined;
  /**
   * Begins a session and gives its token. `replacing` is the holder whom the caller has seen and may put out;
   * `undefined` comes back, and nothing changes, if somebody else holds the name by now.
   */
  begin(user: User, replacing: User | undefined): string | undefined;
  end(userId: string): void;
}

/** The embedded SessionStore. Tokens are kept as hashes only. */
export function createSqliteSessionStore(database: Database): SessionStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sessions (
      name_key TEXT PRIMARY KEY,
      user_id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE
    ) WITHOUT ROWID;
  `);
  const byToken = database.prepare('SELECT user_id AS id, name FROM sessions WHERE token_hash = ?');
  const byName = database.prepare('SELECT user_id AS id, name FROM sessions WHERE name_key = ?');
  const insert = database.prepare(`
    INSERT INTO sessions (name_key, user_id, name, token_hash) VALUES (?, ?, ?, ?)
    ON CONFLICT (name_key) DO UPDATE
      SET user_id = excluded.user_id, name = excluded.name, token_hash = excluded.token_hash
      WHERE user_id = ?`);
  const remove = database.prepare('DELETE FROM sessions WHERE user_id = ?');

  return {
    find: (token) => onDatabase(database, () => toUser(byToken.get(hash(token)))),
    holder: (name) => onDatabase(database, () => toUser(byName.get(nameKey(name)))),
    begin: ({ id, name }, replacing) =>
      onDatabase(database, () => {
        const token = randomBytes(24).toString('base64url');
        const { changes } = insert.run(nameKey(name), id, name, hash(token), replacing?.id ?? '');
        return changes === 1 ? token : undefined;
      }),
    end: (userId) => onDatabase(database, () => void remove.run(userId)),
  };
}

function toUser(row: unknown): User | undefined {
  const { id, name } = (row ?? {}) as Partial<User>;
  return id !== undefined && name !== undefined ? { id, name } : undefined;
}

function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
