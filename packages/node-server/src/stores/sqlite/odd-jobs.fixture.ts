import type { Database } from './database.ts';
import type { Jobs, Sync } from './sqlite-jobs.ts';

/** A store of an application that makes mistakes which the compiler does not see. */
export interface OddStore {
  write(value: unknown): Promise<unknown>;
  count(): Promise<number>;
  giveFunction(): Promise<unknown>;
  writeLater(value: string): Promise<unknown>;
  /** Throws the reason, whatever it is. */
  abort(reason: unknown): Promise<void>;
}

export const oddJobs: Jobs<OddStore> = {
  module: import.meta.url,
  name: 'oddJobs',
  writes: ['write', 'writeLater', 'abort'],
  create,
};

function create(database: Database): Sync<OddStore> {
  database.exec('CREATE TABLE IF NOT EXISTS odd (value TEXT)');
  const insert = database.prepare('INSERT INTO odd VALUES (?)');
  const count = database.prepare('SELECT count(*) AS count FROM odd');
  return {
    write: (value) => {
      insert.run(String(value));
      return value;
    },
    count: () => (count.get() as { count: number }).count,
    giveFunction: () => () => 1,
    writeLater: async (value) => {
      insert.run(value);
      throw new Error('later');
    },
    abort: (reason) => AbortSignal.abort(reason).throwIfAborted(),
  };
}
