import { onRedis } from './redis/on-redis.ts';
import type { RedisClient } from './redis/redis-client.ts';
import type { Identity } from './sessions/session.ts';
import type { Database } from './stores/sqlite/database.ts';
import type { Jobs, Sync } from './stores/sqlite/sqlite-jobs.ts';

export interface Note {
  readonly topic: string;
  readonly author: Identity;
  readonly text: string;
  readonly picture?: Uint8Array | undefined;
}

/** The notes of the board, durable: a store of an application, as it would be its own. */
export interface NoteStore {
  /** Resolves to the note's number once it is kept. */
  add(note: Note): Promise<number>;
  /** In the order in which they were added. */
  list(topic: string): Promise<Note[]>;
}

export const noteJobs: Jobs<NoteStore> = {
  module: import.meta.url,
  name: 'noteJobs',
  writes: ['add'],
  create,
};

function create(database: Database): Sync<NoteStore> {
  database.exec(
    'CREATE TABLE IF NOT EXISTS notes (number INTEGER PRIMARY KEY, topic TEXT NOT NULL, note TEXT NOT NULL)',
  );
  const insert = database.prepare('INSERT INTO notes (topic, note) VALUES (?, ?)');
  const select = database.prepare('SELECT note FROM notes WHERE topic = ? ORDER BY number');
  return {
    add: (note) => Number(insert.run(note.topic, toJson(note)).lastInsertRowid),
    list: (topic) => (select.all(topic) as { note: string }[]).map(({ note }) => toNote(note)),
  };
}

const NOTES = 'switchboard:board:notes';

export function createRedisNoteStore(client: RedisClient): NoteStore {
  return {
    add: (note) => onRedis(() => client.rPush(NOTES, toJson(note))),
    list: async (topic) => {
      const notes = await onRedis(() => client.lRange(NOTES, 0, -1));
      return notes.map(toNote).filter((note) => note.topic === topic);
    },
  };
}

function toJson({ picture, ...note }: Note): string {
  return JSON.stringify({ ...note, picture: picture && Buffer.from(picture).toString('base64') });
}

function toNote(json: string): Note {
  const { picture, ...note } = JSON.parse(json) as Note & { readonly picture?: string };
  return picture === undefined ? note : { ...note, picture: new Uint8Array(Buffer.from(picture, 'base64')) };
}
