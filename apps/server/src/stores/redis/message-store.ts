import { randomUUID } from 'node:crypto';
import type { Message } from '@switchboard/events';
import type { RedisClient } from '@switchboard/node-server/redis';
import { onRedis, redisScript } from '@switchboard/node-server/redis';
import { countUntil } from '../count-until.ts';
import { messageDigest } from '../message-digest.ts';
import type { MessageStore, Page } from '../message-store.ts';

const PREFIX = 'switchboard:messages:';
const ROOMS = `${PREFIX}rooms`;
const EPOCH = `${PREFIX}epoch`;
/** How many bytes the attachments of each room have, since this is counted. */
const ATTACHMENT_BYTES = `${PREFIX}attachment-bytes`;

/** Seconds that a call id is remembered: a day. */
const CALL_ID_LIFE = 86_400;

/** What a call id leads to is JSON: room, seq, digest and whether it was published. The first version kept `room seq`. */
const KNOWN_CALL = `
local function known_call(call)
  local kept = call and redis.call('GET', call)
  if not kept then return end
  if string.sub(kept, 1, 1) == '{' then return cjson.decode(kept) end
  local room, seq = string.match(kept, '^(.*) (%d+)$')
  return { room = room, seq = seq }
end
`;

/** A stream for each room, whose entries have the ids `seq-0`. Without a call id there is no key `call`: access rules refuse an empty one. */
const APPEND = `${KNOWN_CALL}
local stream, rooms, epoch, attachment_bytes, call = unpack(KEYS)
local room, used_at, message, bytes, life, new_epoch, digest, size, most = unpack(ARGV)
redis.call('SET', epoch, new_epoch, 'NX')
local known = known_call(call)
if known then
  if known.digest and known.digest ~= digest then return 'conflict' end
  local id = known.seq .. '-0'
  local entry = redis.call('XRANGE', string.sub(stream, 1, -#room - 1) .. known.room, id, id)[1]
  if entry then return { known.room, entry, known.digest or '', known.published and 1 or 0 } end
end
if size ~= '0' then
  local before = redis.call('HGET', attachment_bytes, room) or 0
  if most ~= '' and before + size > tonumber(most) then return 'full' end
  redis.call('HINCRBY', attachment_bytes, room, size)
end
local last = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local seq = string.format('%.0f', last and string.match(last[1], '^%d+') + 1 or 1)
redis.call('XADD', stream, seq .. '-0', 'message', message, 'bytes', bytes)
redis.call('ZADD', rooms, used_at, room)
if call then
  redis.call('SET', call, cjson.encode({ room = room, seq = seq, digest = digest }), 'EX', life)
end
return seq
`;

const MARK_PUBLISHED = `${KNOWN_CALL}
local known = known_call(KEYS[1])
if not known then return end
known.published = true
redis.call('SET', KEYS[1], cjson.encode(known), 'KEEPTTL')
`;

/**
 * Messages before one, newest first, up to a number of them or one attachment too many; and the epoch, which is a new one
 * if Redis has lost it. A Redis that was started again, or another one in its place, may have lost the newest
 * messages, so its run and its line of replication, which is another one after each promotion, are part of the epoch, unless the
 * access rules hide them.
 */
const READ = `
local stream, epoch = unpack(KEYS)
local last, limit, max_attachments, max_bytes, new_epoch =
  ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
redis.call('SET', epoch, new_epoch, 'NX')
local function field(section, name)
  local info = redis.pcall('INFO', section)
  return type(info) == 'string' and string.match(info, name .. ':(%w+)') or ''
end
local run, line = field('server', 'run_id'), field('replication', 'master_replid')
local found, attachments, bytes = {}, 0, 0
local function is_full()
  return #found == limit or attachments > max_attachments or (attachments > 1 and bytes > max_bytes)
end
while not is_full() do
  local entries = redis.call('XREVRANGE', stream, last, '-', 'COUNT', 16)
  if #entries == 0 then break end
  for _, entry in ipairs(entries) do
    table.insert(found, entry)
    if entry[2][4] ~= '' then attachments = attachments + 1 end
    bytes = bytes + math.floor(#entry[2][4] / 4) * 3 - #string.match(entry[2][4], '=*$')
    if is_full() then break end
  end
  last = '(' .. entries[#entries][1]
end
local history = redis.call('GET', epoch) .. '.' .. string.sub(run, 1, 12) .. '.' .. string.sub(line, 1, 12)
return { history, found }
`;

/** What an entry has as JSON; the rest is in its id, its stream and beside it. */
interface Kept extends Pick<Message, 'id' | 'author' | 'text' | 'sentAt'> {
  attachment?: { name: string; type: string };
}

type Entry = readonly [id: string, fields: readonly string[]];

/** What the script gives for a call id that is known. The first version kept no digest. */
type Known = readonly [room: string, entry: Entry, digest: string, published: number];

/**
 * The MessageStore in Redis, for processes on many machines. What is appended is as safe as Redis keeps it: see
 * docs/delivery.md. A call id is remembered for a day.
 */
export function createRedisMessageStore(client: RedisClient): MessageStore {
  const appendScript = redisScript(client, APPEND);
  const publishScript = redisScript(client, MARK_PUBLISHED);
  const readScript = redisScript(client, READ);

  return {
    append: async (room, given, { callId, maxAttachmentBytes = '' } = {}) => {
      const sentAt = new Date();
      const { author, text, attachment } = given;
      const kept: Kept = { id: randomUUID(), author, text, sentAt: sentAt.toISOString() };
      if (attachment) kept.attachment = { name: attachment.name, type: attachment.type };
      const bytes = attachment ? Buffer.from(attachment.bytes).toString('base64') : '';
      const call = callId === undefined ? [] : [callKey(author.id, callId)];
      const digest = messageDigest(room, given);
      const appended = (await appendScript(
        [streamOf(room), ROOMS, EPOCH, ATTACHMENT_BYTES, ...call],
        [
          ...[room, sentAt.getTime(), JSON.stringify(kept), bytes, CALL_ID_LIFE, randomUUID(), digest],
          ...[attachment?.bytes.byteLength ?? 0, maxAttachmentBytes],
        ],
      )) as string | Known;
      if (appended === 'conflict' || appended === 'full') return appended;
      if (typeof appended !== 'string') {
        const [knownRoom, entry, knownDigest, published] = appended;
        const message = toMessage(knownRoom, entry);
        if ((knownDigest || messageDigest(knownRoom, message)) !== digest) return 'conflict';
        return { message, isNew: false, isPublished: published === 1 };
      }
      const { attachment: _, ...rest } = kept;
      const message: Message = { ...rest, room, seq: Number(appended) };
      if (attachment) message.attachment = attachment;
      return { message, isNew: true, isPublished: false };
    },
    markPublished: async (authorId, callId) => void (await publishScript([callKey(authorId, callId)], [])),
    read: async (room, { before, limit, ...most }): Promise<Page> => {
      const last = before === undefined ? '+' : `(${before}-0`;
      const [epoch, entries] = (await readScript(
        [streamOf(room), EPOCH],
        [last, limit + 1, most.maxAttachments, most.maxAttachmentBytes, randomUUID()],
      )) as [string, Entry[]];
      const all = entries.map((entry) => toMessage(room, entry));
      const sizes = all.map(({ attachment }) => attachment?.bytes.byteLength);
      const messages = all.slice(0, Math.min(limit, countUntil(sizes, most)));
      return { messages: messages.reverse(), hasMore: all.length > messages.length, epoch };
    },
    rooms: (limit) => onRedis(() => client.zRange(ROOMS, 0, limit - 1, { REV: true })),
  };
}

function streamOf(room: string): string {
  return `${PREFIX}room:${room}`;
}

function callKey(authorId: string, callId: string): string {
  return `${PREFIX}call:${JSON.stringify([authorId, callId])}`;
}

function toMessage(room: string, [id, [, json = '', , bytes = '']]: Entry): Message {
  const { attachment, ...rest } = JSON.parse(json) as Kept;
  const message: Message = { ...rest, room, seq: Number.parseInt(id, 10) };
  if (attachment) message.attachment = { ...attachment, bytes: toBytes(bytes) };
  return message;
}

/** A copy with memory of its own: what a Buffer shows would otherwise be sent with all of its pool. */
function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
