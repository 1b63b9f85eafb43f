import type { Database } from './sqlite/database.ts';
import type { Jobs } from './sqlite/sqlite-jobs.ts';

/** An application's store whose export is called like one of ours. */
export interface Words {
  take(word: string): Promise<string>;
}

export const rateJobs: Jobs<Words> = {
  module: import.meta.url,
  name: 'rateJobs',
  writes: [],
  create: (_database: Database) => ({ take: (word) => word }),
};
