import { randomUUID } from 'node:crypto';
import type { Message } from '@switchboard/events';
import type { Jobs, Sync } from '@switchboard/node-server/stores';
import { addColumns, type Database, keyText } from '@switchboard/node-server/stores';
import { countUntil } from '../count-until.ts';
import { messageDigest } from '../message-digest.ts';
import type { Appended, MessageStore } from '../message-store.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS epoch (id TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS rooms (name TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, used_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS messages (
    room TEXT NOT NULL REFERENCES rooms (name),
    seq INTEGER NOT NULL,
    author_id TEXT NOT NULL,
    call_id TEXT,
    message TEXT NOT NULL,
    bytes BLOB,
    digest TEXT,
    published INTEGER,
    PRIMARY KEY (room, seq)
  );
  CREATE UNIQUE INDEX IF NOT EXISTS messages_by_call ON messages (author_id, call_id) WHERE call_id IS NOT NULL;
`;

/** What the first version did not have. */
const ADDED_COLUMNS = { digest: 'TEXT', published: 'INTEGER' };

/** What the first version did not have either: `NULL` until the room gets another attachment. */
const ADDED_ROOM_COLUMNS = { attachment_bytes: 'INTEGER' };

interface Row {
  /**
   * The message as JSON, its attachment without the bytes. JSON escapes what would not come back out of a column of
   * text: libsql cuts it at a NUL, and UTF-8 has no lone surrogates.
   */
  readonly message: string;
  /** libsql gives a Buffer from `get` and an ArrayBuffer from `all`. */
  readonly bytes: Uint8Array | ArrayBuffer | null;
}

interface PageRow extends Pick<Row, 'message'> {
  readonly seq: number;
  /** The bytes of the attachment; `null` where there is none. */
  readonly size: number | null;
}

interface CallRow extends Row {
  /** `null` in what the first version stored. */
  readonly digest: string | null;
  readonly published: number | null;
}

/** The embedded MessageStore. */
export const messageJobs: Jobs<MessageStore> = {
  module: import.meta.url,
  name: 'messageJobs',
  writes: ['append', 'markPublished'],
  create,
};

function create(database: Database): Sync<MessageStore> {
  database.exec(SCHEMA);
  addColumns(database, 'messages', ADDED_COLUMNS);
  addColumns(database, 'rooms', ADDED_ROOM_COLUMNS);
  database.exec('CREATE INDEX IF NOT EXISTS rooms_by_use ON rooms (used_at)');
  const epoch = readEpoch(database);
  const nextSeq = database.prepare(`
    INSERT INTO rooms (name, last_seq, used_at) VALUES (?, 1, ?)
    ON CONFLICT (name) DO UPDATE SET last_seq = last_seq + 1, used_at = excluded.used_at
    RETURNING last_seq AS seq`);
  const insert = database.prepare(
    'INSERT INTO messages (room, seq, author_id, call_id, message, bytes, digest) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const byCall = database.prepare(
    'SELECT message, bytes, digest, published FROM messages WHERE author_id = ? AND call_id = ?',
  );
  const publish = database.prepare('UPDATE messages SET published = 1 WHERE author_id = ? AND call_id = ?');
  // Without the bytes, which most of the rows may have and few are given.
  const page = database.prepare(
    'SELECT message, seq, length(bytes) AS size FROM messages WHERE room = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  const attached = database.prepare('SELECT bytes FROM messages WHERE room = ? AND seq = ?');
  const attachmentBytes = database.prepare(`
    SELECT coalesce(
      (SELECT attachment_bytes FROM rooms WHERE name = ?1),
      (SELECT sum(length(bytes)) FROM messages WHERE room = ?1), 0) AS bytes`);
  const setAttachmentBytes = database.prepare('UPDATE rooms SET attachment_bytes = ? WHERE name = ?');
  const rooms = database.prepare('SELECT name FROM rooms ORDER BY used_at DESC LIMIT ?');

  return {
    append: (
      room,
      given,
      { callId, maxAttachmentBytes = Number.POSITIVE_INFINITY } = {},
    ): Appended | 'conflict' | 'full' => {
      const key = callId === undefined ? null : keyText(callId);
      const digest = key === null ? null : messageDigest(room, given);
      const known = key === null ? undefined : (byCall.get(given.author.id, key) as CallRow | undefined);
      if (known) {
        const message = toMessage(known);
        if ((known.digest ?? messageDigest(message.room, message)) !== digest) return 'conflict';
        return { message, isNew: false, isPublished: known.published === 1 };
      }
      const size = given.attachment?.bytes.byteLength ?? 0;
      const total = size === 0 ? 0 : size + (attachmentBytes.get(room) as { bytes: number }).bytes;
      if (total > maxAttachmentBytes) return 'full';
      const sentAt = new Date().toISOString();
      const { seq } = nextSeq.get(room, sentAt) as { seq: number };
      const { author, text, attachment } = given;
      const message: Message = { id: randomUUID(), room, seq, author, text, sentAt };
      if (attachment) message.attachment = attachment;
      const bytes = attachment ? Buffer.from(attachment.bytes) : null;
      insert.run(room, seq, author.id, key, toJson(message), bytes, digest);
      if (size > 0) setAttachmentBytes.run(total, room);
      return { message, isNew: true, isPublished: false };
    },
    markPublished: (authorId, callId) => void publish.run(authorId, keyText(callId)),
    read: (room, { before, limit, ...most }) => {
      const rows = page.all(room, before ?? Number.MAX_SAFE_INTEGER, limit + 1) as PageRow[];
      const sizes = rows.map(({ size }) => size ?? undefined);
      const messages = rows
        .slice(0, Math.min(limit, countUntil(sizes, most)))
        .map(({ message, seq, size }) => {
          const { bytes } = size === null ? { bytes: null } : (attached.get(room, seq) as Pick<Row, 'bytes'>);
          return toMessage({ message, bytes });
        });
      return { messages: messages.reverse(), hasMore: rows.length > messages.length, epoch };
    },
    rooms: (limit) => (rooms.all(limit) as { name: string }[]).map(({ name }) => name),
  };
}

function toJson(message: Message): string {
  const { attachment } = message;
  return JSON.stringify(
    attachment ? { ...message, attachment: { ...attachment, bytes: undefined } } : message,
  );
}

function toMessage({ message: json, bytes }: Row): Message {
  const message = JSON.parse(json) as Message;
  if (message.attachment) message.attachment.bytes = new Uint8Array(bytes ?? []);
  return message;
}

function readEpoch(database: Database): string {
  database
    .prepare('INSERT INTO epoch (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM epoch)')
    .run(randomUUID());
  return (database.prepare('SELECT id FROM epoch').get() as { id: string }).id;
}
