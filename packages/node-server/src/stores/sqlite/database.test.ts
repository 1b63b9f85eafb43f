import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../app.fixture.ts';
import { StartError } from '../../lifecycle/start-error.ts';
import { type Database, openDatabase } from './database.ts';

function open(): Database & Disposable {
  const database = openDatabase(join(tempFolder(), 'deep', 'down'));
  return Object.assign(database, { [Symbol.dispose]: () => database.close() });
}

describe('openDatabase', () => {
  it('makes the folder, for its owner alone, and commits to the disk', () => {
    const folder = join(tempFolder(), 'deep', 'down');
    const database = openDatabase(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) => {
      const { _metadata, ...row } = database.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
      return Object.values(row)[0];
    });
    const [WAL, FULL, ON, MILLISECONDS] = ['wal', 2, 1, 5_000];
    expect(settings).toEqual([WAL, FULL, ON, MILLISECONDS]);
    database.close();
  });

  it('refuses, in one line, a path that is no folder and a file that is no database', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'switchboard.db'), 'x'.repeat(10_000));
    for (const path of [join(folder, 'switchboard.db'), join(folder, 'switchboard.db', 'deep'), folder]) {
      const attempt = () => openDatabase(path);
      expect(attempt).toThrow(StartError);
      expect(attempt).toThrow(/^DATA_DIR \S+ cannot be used: [^\n]+\.$/);
    }
  });

  it('refuses, in one line, what another version has written', () => {
    const folder = tempFolder();
    const database = openDatabase(folder);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDatabase(folder)).toThrow('it was written by another version (99, not 1).');
  });
});

describe('what the stores believe of libsql', () => {
  it('gives a Buffer and _metadata from get, an ArrayBuffer and the row alone from all', () => {
    using database = open();
    database.exec('CREATE TABLE t (id TEXT, bytes BLOB)');
    database.prepare('INSERT INTO t VALUES (?, ?)').run('x', Buffer.from([1, 2]));
    const select = database.prepare('SELECT bytes FROM t');
    const row = select.get() as Record<string, unknown>;
    expect(Object.keys(row)).toEqual(['bytes', '_metadata']);
    expect(row.bytes).toEqual(Buffer.from([1, 2]));
    const [only] = select.all() as Record<string, unknown>[];
    expect(only).toEqual({ bytes: new Uint8Array([1, 2]).buffer });
    expect(only?.bytes).toBeInstanceOf(ArrayBuffer);
  });

  it('keeps a text whole, but cuts it at a NUL when it is read', () => {
    using database = open();
    database.exec('CREATE TABLE t (text TEXT PRIMARY KEY)');
    for (const text of ['a\u0000b', 'a\u0000c']) database.prepare('INSERT INTO t VALUES (?)').run(text);
    expect(database.prepare('SELECT text, hex(text) AS hex FROM t ORDER BY hex').all()).toEqual([
      { text: 'a', hex: '610062' },
      { text: 'a', hex: '610063' },
    ]);
  });

  it('gives undefined where there is no row, and the number of changes where nothing changed', () => {
    using database = open();
    database.exec('CREATE TABLE t (id TEXT PRIMARY KEY)');
    expect(database.prepare('SELECT id FROM t').get()).toBeUndefined();
    expect(database.prepare('DELETE FROM t').run().changes).toBe(0);
    expect(database.prepare('INSERT INTO t VALUES (?)').run('x').changes).toBe(1);
  });

  it('goes on with prepared statements after it was closed, but says that it is', () => {
    using database = open();
    const select = database.prepare('SELECT 1 AS one');
    expect(database.open).toBe(true);
    database.close();
    expect(database.open).toBe(false);
    expect(select.all()).toEqual([{ one: 1 }]);
  });

  it('takes back a transaction whose function throws', () => {
    using database = open();
    database.exec('CREATE TABLE t (id TEXT PRIMARY KEY)');
    const work = database.transaction(() => {
      database.prepare('INSERT INTO t VALUES (?)').run('x');
      throw new Error('no');
    });
    expect(() => work.immediate()).toThrow('no');
    expect(database.prepare('SELECT id FROM t').all()).toEqual([]);
  });
});
