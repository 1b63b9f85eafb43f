import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../app.fixture.ts';
import { type Database, openDatabase } from './database.ts';
import { WriteQueue } from './write-queue.ts';

function open(folder = tempFolder()): Database {
  const database = openDatabase(folder);
  database.exec('PRAGMA busy_timeout = 0; CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY)');
  return database;
}

const rows = (database: Database): unknown[] =>
  (database.prepare('SELECT id FROM t ORDER BY id').all() as { id: number }[]).map(({ id }) => id);

describe('writes that come together', () => {
  it('are one transaction, in order, and what comes during it is the next one', async () => {
    const folder = tempFolder();
    const database = open(folder);
    const other = open(folder);
    const queue = new WriteQueue(database);
    const insert = database.prepare('INSERT INTO t VALUES (?) RETURNING id');
    let between: unknown[] = [];
    const outcomes = await Promise.all([
      queue.add(() => insert.get(1)),
      queue.add(() => {
        between = rows(other);
        return rows(database);
      }),
      queue.add(() => insert.get(2)),
    ]);
    expect(outcomes).toMatchObject([{ value: { id: 1 } }, { value: [1] }, { value: { id: 2 } }]);
    expect([between, rows(other)]).toEqual([[], [1, 2]]);
  });

  it('do not take each other back: a job that throws leaves nothing, and says why', async () => {
    const database = open();
    const queue = new WriteQueue(database);
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    const outcomes = await Promise.all([
      queue.add(() => void insert.run(1)),
      queue.add(() => {
        insert.run(2);
        insert.run(1);
      }),
      queue.add(() => void insert.run(3)),
    ]);
    expect(outcomes).toMatchObject([
      { value: undefined },
      {
        error: { name: 'SqliteError', message: expect.stringContaining('UNIQUE'), code: expect.any(String) },
      },
      { value: undefined },
    ]);
    expect(rows(database)).toEqual([1, 3]);
  });

  it('all fail where the transaction is lost', async () => {
    const database = open();
    const queue = new WriteQueue(database);
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    const outcomes = await Promise.all([
      queue.add(() => void insert.run(1)),
      queue.add(() => void database.exec('ROLLBACK')),
    ]);
    expect(outcomes).toMatchObject([{ error: {} }, { error: {} }]);
    expect(rows(database)).toEqual([]);
    expect(await queue.add(() => void insert.run(1))).toEqual({ value: undefined });
  });

  it('are more than one transaction where they are very many, and all are kept', async () => {
    const database = open();
    const queue = new WriteQueue(database);
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    await Promise.all(Array.from({ length: 2_500 }, (_, id) => queue.add(() => void insert.run(id))));
    expect(rows(database)).toHaveLength(2_500);
  });
});

describe('while another process holds the database', () => {
  it('writes wait without blocking, and are committed when it lets go', async () => {
    const folder = tempFolder();
    const database = open(folder);
    const other = open(folder);
    const queue = new WriteQueue(database);
    other.exec('BEGIN IMMEDIATE; INSERT INTO t VALUES (1)');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    const writing = queue.add(() => void insert.run(2));
    // Some tries later, this thread still turns, and reads.
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(rows(database)).toEqual([]);
    other.exec('COMMIT');
    expect(await writing).toEqual({ value: undefined });
    expect(rows(database)).toEqual([1, 2]);
  });

  it('a write fails when its time is over, and the next one waits for its own', async () => {
    const folder = tempFolder();
    const database = open(folder);
    const other = open(folder);
    const queue = new WriteQueue(database, { busyTimeout: 50 });
    other.exec('BEGIN IMMEDIATE');
    const insert = database.prepare('INSERT INTO t VALUES (?)');
    expect(await queue.add(() => void insert.run(1))).toMatchObject({ error: { code: 'SQLITE_BUSY' } });
    const next = queue.add(() => void insert.run(2));
    other.exec('ROLLBACK');
    expect(await next).toEqual({ value: undefined });
    expect(rows(database)).toEqual([2]);
  });
});
