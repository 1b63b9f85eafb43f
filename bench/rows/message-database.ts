import { join } from 'node:path';
import Libsql from 'libsql';

/** The messages that are on the disk in a server's data folder. The server may have been killed. */
export function countMessages(folder: string): number {
  const database = open(folder);
  try {
    const { count } = database.prepare('SELECT count(*) AS count FROM messages').get() as { count: number };
    return count;
  } finally {
    database.close();
  }
}

/** Holds the lock of the writers, so that no write of a server gets through until it is disposed of. */
export function holdDatabase(folder: string): Disposable {
  const database = open(folder);
  database.exec('BEGIN IMMEDIATE');
  return {
    [Symbol.dispose]: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function open(folder: string): Libsql.Database {
  const database = new Libsql(join(folder, 'switchboard.db'));
  database.exec('PRAGMA busy_timeout = 5000');
  return database;
}
