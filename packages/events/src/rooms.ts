import { defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import { Epoch, Message, RECENT_MESSAGES } from './messages.ts';
import { RoomName } from './room-name.ts';
import { User } from './session.ts';

/** How many people fit into one room. */
export const ROOM_LIMIT = 100;

const RoomAndUser = z.strictObject({ room: RoomName, user: User });

/** How many rooms a page has that was asked for without a payload, and at most. */
export const ROOM_PAGE = 500;

const RoomCursor = z
  .string()
  .regex(/^\d{1,9} [a-z0-9][a-z0-9-]{0,31}$/, 'must be `next` of a page before')
  .meta({ description: '`next` of the page before' });

export const roomEvents = defineEvents({
  'room:list': {
    summary: 'List the rooms and how many people are in each',
    description: `A page of the rooms with people or messages in them: the fullest first, then by name. \`next\` is there while more follow. Without a payload it is the first ${ROOM_PAGE}. The list has at most 5,000 rooms, and is made once a second at most, so it may be a second old.`,
    payload: z
      .strictObject({ cursor: RoomCursor.optional(), limit: z.int().min(1).max(ROOM_PAGE).default(100) })
      .nullish(),
    response: z.strictObject({
      rooms: z.array(z.strictObject({ name: RoomName, members: z.int().min(0) })).max(ROOM_PAGE),
      next: RoomCursor.optional(),
    }),
    policy: { scope: 'chat', rate: '10/s' },
    examples: [
      { name: 'first page', payload: { limit: 100 } },
      { name: 'page after it', payload: { cursor: '2 general', limit: 100 } },
    ],
    tags: ['room'],
  },
  'room:join': {
    summary: 'Enter a room and hear what is said in it',
    description: `The room comes into being with its first member. Joining twice changes nothing. \`recent\` has the last ${RECENT_MESSAGES} messages, or fewer where they have attachments: it ends as a page of \`message:history\` does.`,
    payload: z.strictObject({ room: RoomName }),
    response: z.strictObject({
      room: RoomName,
      members: z.array(User).max(ROOM_LIMIT),
      recent: z.array(Message).max(RECENT_MESSAGES),
      epoch: Epoch,
    }),
    errors: { ROOM_FULL: z.strictObject({ limit: z.int() }) },
    policy: { scope: 'chat', order: 'socket' },
    examples: [{ name: 'general', payload: { room: 'general' } }],
    tags: ['room'],
  },
  'room:leave': {
    summary: 'Leave a room',
    payload: z.strictObject({ room: RoomName }),
    response: z.strictObject({}),
    errors: { ROOM_NOT_JOINED: z.strictObject({ room: RoomName }) },
    policy: { scope: 'chat', order: 'socket' },
    examples: [{ name: 'general', payload: { room: 'general' } }],
    tags: ['room'],
  },
});

export const roomNotices = defineServerEvents({
  'room:joined': {
    summary: 'Someone entered a room that you are in',
    payload: RoomAndUser,
    examples: [{ name: 'Bob', payload: { room: 'general', user: { id: 'u2', name: 'Bob' } } }],
    tags: ['room'],
  },
  'room:left': {
    summary: 'Someone left a room that you are in',
    payload: RoomAndUser,
    examples: [{ name: 'Bob', payload: { room: 'general', user: { id: 'u2', name: 'Bob' } } }],
    tags: ['room'],
  },
});
