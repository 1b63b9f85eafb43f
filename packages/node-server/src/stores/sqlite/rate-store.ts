import type { RateStore } from '@switchboard/router';
import type { Database } from './database.ts';
import { machineTime } from './machine-time.ts';
import type { Jobs, Sync } from './sqlite-jobs.ts';

/** How many full buckets are dropped with each new one, so that there are never many. */
const DROPPED_AT_ONCE = 20;

interface Row {
  readonly tokens: number;
  readonly at: number;
}

/** The rates of identities over the processes of one machine. */
export const rateJobs: Jobs<RateStore> = {
  module: import.meta.url,
  name: 'rateJobs',
  writes: ['take'],
  create,
};

function create(database: Database): Sync<RateStore> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS rates (
      key TEXT PRIMARY KEY, tokens REAL NOT NULL, at INTEGER NOT NULL, full_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS rates_by_fullness ON rates (full_at);
  `);
  const select = database.prepare('SELECT tokens, at FROM rates WHERE key = ?');
  const save = database.prepare(
    'INSERT OR REPLACE INTO rates (key, tokens, at, full_at) VALUES (?, ?, ?, ?)',
  );
  const dropFull = database.prepare(
    'DELETE FROM rates WHERE key IN (SELECT key FROM rates WHERE full_at <= ? LIMIT ?)',
  );
  return {
    take: ({ key, count, per }, wanted) => {
      const now = machineTime();
      const known = select.get(key) as Row | undefined;
      if (!known) dropFull.run(now, DROPPED_AT_ONCE);
      const { tokens: before, at } = known ?? { tokens: count, at: now };
      const there = Math.min(count, before + (Math.max(0, now - at) * count) / per);
      const tokens = Math.min(wanted, Math.floor(there));
      const rest = there - tokens;
      save.run(key, rest, now, Math.ceil(now + ((count - rest) * per) / count));
      return { tokens, retryAfter: Math.max(0, Math.ceil(((1 - rest) * per) / count)) };
    },
  };
}
