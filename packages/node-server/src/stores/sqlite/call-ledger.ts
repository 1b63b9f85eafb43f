import type { CallLedger, LedgerEntry } from '../call-ledger.ts';
import type { Database } from './database.ts';
import { machineTime } from './machine-time.ts';
import type { Jobs, Sync } from './sqlite-jobs.ts';

/** How many entries whose time is over are dropped with each claim, so that there are never many. */
const DROPPED_AT_ONCE = 20;

interface Row {
  readonly digest: string;
  readonly reply: string | null;
}

/** The calls of the processes of one machine. */
export const callJobs: Jobs<CallLedger> = {
  module: import.meta.url,
  name: 'callJobs',
  writes: ['claim', 'renew', 'settle'],
  create,
};

function create(database: Database): Sync<CallLedger> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS calls (
      key TEXT PRIMARY KEY, digest TEXT NOT NULL, owner TEXT NOT NULL, reply TEXT, until INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS calls_by_end ON calls (until);
  `);
  const insert = database.prepare(`
    INSERT INTO calls (key, digest, owner, until) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE
      SET digest = excluded.digest, owner = excluded.owner, reply = NULL, until = excluded.until
      WHERE calls.until <= ?`);
  const select = database.prepare('SELECT digest, reply FROM calls WHERE key = ? AND until > ?');
  const extend = database.prepare(
    'UPDATE calls SET until = ? WHERE key = ? AND owner = ? AND reply IS NULL AND until > ?',
  );
  const keep = database.prepare('UPDATE calls SET reply = ?, until = ? WHERE key = ? AND owner = ?');
  const drop = database.prepare('DELETE FROM calls WHERE key = ? AND owner = ?');
  const dropOld = database.prepare(
    'DELETE FROM calls WHERE key IN (SELECT key FROM calls WHERE until <= ? LIMIT ?)',
  );
  const read = (key: string): LedgerEntry | undefined => {
    const row = select.get(key, machineTime()) as Row | undefined;
    return row && { digest: row.digest, reply: row.reply ?? undefined };
  };

  return {
    claim: ({ key, digest, owner }, lease) => {
      const now = machineTime();
      const { changes } = insert.run(key, digest, owner, now + lease, now);
      if (changes === 0) return read(key);
      dropOld.run(now, DROPPED_AT_ONCE);
      return undefined;
    },
    read,
    renew: (claims, lease) => {
      const now = machineTime();
      for (const { key, owner } of claims) extend.run(now + lease, key, owner, now);
    },
    settle: ({ key, owner }, reply, window) => {
      if (reply === undefined) drop.run(key, owner);
      else keep.run(reply, machineTime() + window, key, owner);
    },
  };
}
