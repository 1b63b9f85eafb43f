import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { makeFolder } from '../../lifecycle/make-folder.ts';
import { StartError } from '../../lifecycle/start-error.ts';

export type Database = Libsql.Database;

/**
 * Opens the SQLite database of a data folder, making both if need be. What is committed survives a kill -9 and a power
 * cut: write-ahead log, synchronous FULL. Throws a StartError if the folder cannot be used.
 */
export function openDatabase(dataDir: string): Database {
  return open(dataDir, { file: 'switchboard.db', synchronous: 'FULL' });
}

const VOLATILE = 'volatile.db';

/**
 * Opens the database of what matters only while the machine is up, such as who is connected: nothing waits for the disk.
 */
export function openVolatileDatabase(dataDir: string): Database {
  return open(dataDir, { file: VOLATILE, synchronous: 'OFF' });
}

/** What holds a data folder for one server. */
export interface DataDirLock {
  release(): void;
}

/**
 * Takes a data folder for this server, making it if need be, by a lock of the operating system, which ends with the process,
 * however that ends. Then nobody else has what only matters while a server runs, so that is forgotten. Throws a StartError if
 * another server has the folder, or if it cannot be used.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  try {
    makeFolder(dataDir);
    const database = new Libsql(join(dataDir, 'server.lock'));
    // SQLite holds the lock of the file as long as the transaction lasts. A server that ends just now has a second to do so.
    database.exec('PRAGMA busy_timeout = 1000; BEGIN EXCLUSIVE');
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataDir, `${VOLATILE}${end}`), { force: true });
    return { release: () => void database.close() };
  } catch (cause) {
    if ((cause as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new StartError(
        `DATA_DIR ${dataDir} is in use by another server: stop that one, give this one a DATA_DIR of its own, or let both share a Redis (REDIS_URL).`,
        { cause },
      );
    throw new StartError(`DATA_DIR ${dataDir} cannot be used: ${(cause as Error).message}.`, { cause });
  }
}

function open(dataDir: string, { file, synchronous }: { file: string; synchronous: string }): Database {
  try {
    makeFolder(dataDir);
    const database = new Libsql(join(dataDir, file));
    database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = ${synchronous};
      PRAGMA foreign_keys = ON;
    `);
    assertVersion(database);
    return database;
  } catch (cause) {
    throw new StartError(`DATA_DIR ${dataDir} cannot be used: ${(cause as Error).message}.`, { cause });
  }
}

/** Closes a database so that its file alone has all of it: without this the write-ahead log may have the newest part, or everything. */
export function closeDatabase(database: Database): void {
  try {
    database.exec('PRAGMA busy_timeout = 1000');
    // Where another process still has it open, that one does it when it closes.
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  } finally {
    database.close();
  }
}

/** Gives what throws once the file of an open database is gone from its folder, or another one is in its place: what is written is lost then. */
export function watchFile(database: Database): () => void {
  const { file: name } = database.prepare('PRAGMA database_list').get() as { file: string };
  const { ino } = statSync(name);
  return () => {
    if (statSync(name, { throwIfNoEntry: false })?.ino !== ino)
      throw new Error(
        `${name} was deleted or replaced while the server ran: put it back and start the server again.`,
      );
  };
}

/** Writes to the disk and changes nothing. Throws if nothing can be written. */
export function probeDatabase(database: Database): void {
  database.exec(`PRAGMA user_version = ${VERSION}`);
}

/** Counts up when the tables change their shape. */
const VERSION = 1;

function assertVersion(database: Database): void {
  const { user_version: found } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (found === 0) database.exec(`PRAGMA user_version = ${VERSION}`);
  else if (found !== VERSION) throw new Error(`it was written by another version (${found}, not ${VERSION})`);
}
