import { defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import { Epoch, Message, RECENT_MESSAGES } from './messages.ts';
import { RoomName } from './room-name.ts';
import { User } from './session.ts';

/** How many people fit into one room. */
export const ROOM_LIMIT = 100;

const RoomAndUser = z.strictObject({ room: RoomName, user: User });

export const roomEvents = defineEvents({
  'room:list': {
    summary: 'List the rooms and how many people are in each',
    description: 'At most 500 rooms, the fullest first.',
    response: z.strictObject({
      rooms: z.array(z.strictObject({ name: RoomName, members: z.int().min(0) })).max(500),
    }),
    policy: { scope: 'chat', rate: '10/s' },
    examples: [{ name: 'list' }],
    tags: ['room'],
  },
  'room:join': {
    summary: 'Enter a room and hear what is said in it',
    description: 'The room comes into being with its first member. Joining twice changes nothing.',
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
