import { defineEvents, defineServerEvents, isBytes, toBytes } from '@switchboard/contract';
import { z } from 'zod';
import { RoomName } from './room-name.ts';
import { User } from './session.ts';

/** How many messages `room:join` brings along. */
export const RECENT_MESSAGES = 20;

/** How many attachments fit into one packet: the cap of socket.io-parser's decoder. */
export const MAX_ATTACHMENTS = 10;

const MAX_ATTACHMENT_BYTES = 131_072;

/** How many bytes the attachments of one page have together, where it has more than one. */
export const PAGE_ATTACHMENT_BYTES = 262_144;

const Bytes = z
  .custom<Uint8Array>(
    (value) => isBytes(value) && value.byteLength <= MAX_ATTACHMENT_BYTES,
    `must be binary, at most ${MAX_ATTACHMENT_BYTES} bytes`,
  )
  .overwrite(toBytes)
  .meta({ title: 'Bytes', format: 'binary', description: 'Binary, at most 128 KiB' });

export const Attachment = z.strictObject({
  name: z.string().min(1).max(128).meta({ description: 'File name' }),
  type: z.string().min(1).max(128).meta({ description: 'Media type, such as image/png' }),
  bytes: Bytes,
});
export type Attachment = z.infer<typeof Attachment>;

const MessageId = z.string().min(1).max(64);
const MessageText = z.string().min(1).max(2_000);

/** Names a history: with another one, earlier sequence numbers mean nothing any more. */
export const Epoch = z.string().min(1).max(128).meta({ description: 'Changes when history was lost' });

/** The place of a message in its room: 1, 2, 3 and so on, without holes. */
const Seq = z.int().min(1);

export const Message = z.strictObject({
  id: MessageId,
  room: RoomName,
  seq: Seq,
  author: User,
  text: MessageText,
  sentAt: z.iso.datetime(),
  attachment: Attachment.optional(),
});
export type Message = z.infer<typeof Message>;

const NotJoined = z.strictObject({ room: RoomName });

export const messageEvents = defineEvents({
  'message:send': {
    summary: 'Post a message to a room you have joined',
    description:
      'Answered once the message is stored. Everyone in the room, the sender too, gets `message:sent`.',
    payload: z.strictObject({ room: RoomName, text: MessageText, attachment: Attachment.optional() }),
    response: z.strictObject({ id: MessageId, seq: Seq, sentAt: z.iso.datetime() }),
    errors: { ROOM_NOT_JOINED: NotJoined },
    policy: {
      scope: 'chat',
      rate: '100/s',
      deadline: 5_000,
      maxBytes: 163_840,
      order: 'socket',
      idempotent: true,
      http: true,
    },
    examples: [{ name: 'greeting', payload: { room: 'general', text: 'hello' } }],
    tags: ['message'],
  },
  'message:history': {
    summary: 'Read what was said in a room you have joined',
    description: `Newest page first, each page in the order of \`seq\`. A page also ends at ${MAX_ATTACHMENTS} attachments, or ${PAGE_ATTACHMENT_BYTES / 1_024} KiB of them; \`hasMore\` says whether there is an older one.`,
    payload: z.strictObject({
      room: RoomName,
      before: Seq.optional().meta({ description: 'Only messages with a smaller seq' }),
      limit: z.int().min(1).max(100).default(50),
    }),
    response: z.strictObject({ messages: z.array(Message).max(100), hasMore: z.boolean(), epoch: Epoch }),
    errors: { ROOM_NOT_JOINED: NotJoined },
    policy: { scope: 'chat', http: true },
    examples: [
      { name: 'latest', payload: { room: 'general' } },
      { name: 'older', payload: { room: 'general', before: 20, limit: 10 } },
    ],
    tags: ['message'],
  },
  'typing:set': {
    summary: 'Tell a room whether you are typing',
    payload: z.strictObject({ room: RoomName, typing: z.boolean() }),
    policy: { scope: 'chat', rate: '20/s' },
    examples: [{ name: 'start', payload: { room: 'general', typing: true } }],
    tags: ['message'],
  },
});

export const messageNotices = defineServerEvents({
  'message:sent': {
    summary: 'Someone posted a message',
    payload: Message,
    examples: [
      {
        name: 'greeting',
        payload: {
          id: 'm1',
          room: 'general',
          seq: 1,
          author: { id: 'u1', name: 'Alice' },
          text: 'hello',
          sentAt: '2026-01-01T12:00:00.000Z',
        },
      },
    ],
    tags: ['message'],
  },
  'typing:changed': {
    summary: 'Someone started or stopped typing',
    payload: z.strictObject({ room: RoomName, user: User, typing: z.boolean() }),
    examples: [
      { name: 'start', payload: { room: 'general', user: { id: 'u1', name: 'Alice' }, typing: true } },
    ],
    tags: ['message'],
  },
});
