import { randomUUID } from 'node:crypto';
import type { Message } from '@switchboard/events';
import { type Database, onDatabase } from './database.ts';
import type { Appended, MessageStore, NewMessage } from './message-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS epoch (id TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS rooms (name TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, used_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messages (
    room TEXT NOT NULL REFERENCES rooms (name),
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    call_id TEXT,
    attachment_name TEXT,
    attachment_type TEXT,
    attachment_bytes BLOB,
    PRIMARY KEY (room, seq)
  );
  CREATE UNIQUE INDEX IF NOT EXISTS messages_by_call ON messages (author_id, call_id) WHERE call_id IS NOT NULL;
`;

interface Row {
  readonly room: string;
  readonly seq: number;
  readonly id: string;
  readonly author_id: string;
  readonly author_name: string;
  readonly text: string;
  readonly sent_at: string;
  readonly attachment_name: string | null;
  readonly attachment_type: string | null;
  /** libsql gives a Buffer from `get` and an ArrayBuffer from `all`. */
  readonly attachment_bytes: Uint8Array | ArrayBuffer | null;
}

/** The embedded MessageStore: one SQLite database, one transaction a message. */
export function createSqliteMessageStore(database: Database): MessageStore {
  database.exec(SCHEMA);
  const nextSeq = database.prepare(`
    INSERT INTO rooms (name, last_seq, used_at) VALUES (?, 1, ?)
    ON CONFLICT (name) DO UPDATE SET last_seq = last_seq + 1, used_at = excluded.used_at
    RETURNING last_seq AS seq`);
  const insert = database.prepare(`
    INSERT INTO messages (room, seq, id, author_id, author_name, text, sent_at, call_id,
      attachment_name, attachment_type, attachment_bytes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const byCall = database.prepare('SELECT * FROM messages WHERE author_id = ? AND call_id = ?');
  const page = database.prepare(
    'SELECT * FROM messages WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  const rooms = database.prepare('SELECT name FROM rooms ORDER BY used_at DESC LIMIT ?');

  const append = database.transaction(
    (room: string, message: NewMessage, callId: string | null): Appended => {
      const known = callId === null ? undefined : byCall.get(message.author.id, callId);
      if (known) return { message: toMessage(known as Row), isNew: false };
      const { author, text, attachment } = message;
      const sentAt = new Date().toISOString();
      const { seq } = nextSeq.get(room, sentAt) as { seq: number };
      const id = randomUUID();
      insert.run(
        ...[room, seq, id, author.id, author.name, text, sentAt, callId],
        ...[
          attachment?.name ?? null,
          attachment?.type ?? null,
          attachment ? Buffer.from(attachment.bytes) : null,
        ],
      );
      return {
        message: { id, room, seq, author, text, sentAt, ...(attachment && { attachment }) },
        isNew: true,
      };
    },
  );

  return {
    epoch: readEpoch(database),
    append: async (room, message, { callId } = {}) =>
      onDatabase(() => append.immediate(room, message, callId ?? null)),
    read: async (room, { before, limit, maxAttachments }) =>
      onDatabase(() => {
        const rows = page.all(room, before ?? Number.MAX_SAFE_INTEGER, limit + 1) as Row[];
        const length = Math.min(limit, countUntil(rows, maxAttachments));
        return { messages: rows.slice(0, length).reverse().map(toMessage), hasMore: rows.length > length };
      }),
    rooms: async (limit) =>
      onDatabase(() => (rooms.all(limit) as { name: string }[]).map(({ name }) => name)),
  };
}

/** How many rows there are before one attachment too many. */
function countUntil(rows: readonly Row[], maxAttachments: number): number {
  let attachments = 0;
  const end = rows.findIndex((row) => row.attachment_bytes !== null && ++attachments > maxAttachments);
  return end === -1 ? rows.length : end;
}

function toMessage(row: Row): Message {
  const { id, room, seq, text } = row;
  const message: Message = {
    id,
    room,
    seq,
    author: { id: row.author_id, name: row.author_name },
    text,
    sentAt: row.sent_at,
  };
  if (row.attachment_bytes !== null) {
    const { attachment_name: name, attachment_type: type, attachment_bytes: bytes } = row;
    message.attachment = { name: name ?? '', type: type ?? '', bytes: new Uint8Array(bytes) };
  }
  return message;
}

function readEpoch(database: Database): string {
  database
    .prepare('INSERT INTO epoch (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM epoch)')
    .run(randomUUID());
  return (database.prepare('SELECT id FROM epoch').get() as { id: string }).id;
}
