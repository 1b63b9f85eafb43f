import type { Database, Jobs, Sync } from '@switchboard/node-server/stores';
import type { Note } from '../contract.ts';

export interface NoteStore {
  /** The note with its id; `undefined` where there are `limit` notes already. */
  add(author: string, text: string, limit: number): Promise<Note | undefined>;
  all(): Promise<Note[]>;
}

/** The notes in SQLite. They run in a thread of their own, which imports this file: keep it free of the rest. */
export const noteJobs: Jobs<NoteStore> = {
  module: import.meta.url,
  name: 'noteJobs',
  writes: ['add'],
  create,
};

function create(database: Database): Sync<NoteStore> {
  database.exec(
    'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, author TEXT NOT NULL, text TEXT NOT NULL)',
  );
  const insert = database.prepare(
    'INSERT INTO notes (author, text) SELECT ?, ? WHERE (SELECT count(*) FROM notes) < ?',
  );
  const all = database.prepare('SELECT * FROM notes ORDER BY id');
  return {
    add: (author, text, limit) => {
      const { changes, lastInsertRowid } = insert.run(author, text, limit);
      return changes === 1 ? { id: Number(lastInsertRowid), author, text } : undefined;
    },
    all: () => all.all() as Note[],
  };
}
