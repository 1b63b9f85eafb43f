import type { Database, Jobs, Sync } from '@switchboard/node-server/stores';

interface OrderStore {
  add(item: string): Promise<number>;
}

export const orderJobs: Jobs<OrderStore> = {
  module: import.meta.url,
  name: 'orderJobs',
  writes: ['add'],
  create,
};

function create(database: Database): Sync<OrderStore> {
  database.exec('CREATE TABLE IF NOT EXISTS orders (number INTEGER PRIMARY KEY, item TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO orders (item) VALUES (?)');
  return { add: (item) => Number(insert.run(item).lastInsertRowid) };
}
