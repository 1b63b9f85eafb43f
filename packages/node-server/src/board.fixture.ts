import { defineContract, defineEvents, defineServerEvents, isBytes } from '@switchboard/contract';
import { type Publisher, userRoom } from '@switchboard/router';
import { z } from 'zod';
import type { ServerKit, ServerOptions } from './create-server.ts';
import { createRedisNoteStore, noteJobs } from './note-store.fixture.ts';
import { roomKey } from './presence/room-key.ts';

// A board of notes: what the tests of this package serve. It has a bit of everything that a server has.

const Name = z.string().min(1).max(64);
const User = z.strictObject({ id: z.string(), name: Name });
const Topic = z.strictObject({ topic: Name });
const proof = {
  token: z.string().meta({ secret: true }),
  expiresIn: z.int(),
  expiresAt: z.iso.datetime(),
};
const Bytes = z.custom<Uint8Array>((value) => isBytes(value) && value.byteLength <= 131_072);
const Note = z.strictObject({
  topic: Name,
  author: User,
  text: z.string(),
  picture: Bytes.optional(),
});

const clientEventMap = defineEvents({
  'clock:read': {
    summary: 'Gives the time',
    response: z.strictObject({ now: z.iso.datetime() }),
    policy: { http: true },
  },
  'value:return': {
    summary: 'Gives back what it gets',
    payload: z.strictObject({ value: z.json() }),
    response: z.strictObject({ value: z.json() }),
    policy: { http: true },
  },
  'user:enter': {
    summary: 'Takes a name',
    payload: z.strictObject({ name: Name }),
    response: z.strictObject({ user: User, ...proof }),
    errors: { TAKEN: true },
    policy: { order: 'socket' },
  },
  'user:renew': {
    summary: 'Stays',
    response: z.strictObject(proof),
    policy: { scope: 'board', order: 'socket' },
  },
  'user:leave': {
    summary: 'Gives up the name',
    response: z.strictObject({}),
    policy: { scope: 'board', order: 'socket' },
  },
  'topic:open': {
    summary: 'Follows a topic',
    payload: Topic,
    response: z.strictObject({ members: z.array(User) }),
    errors: { FULL: true },
    policy: { scope: 'board' },
  },
  'topic:close': {
    summary: 'Follows it no more',
    payload: Topic,
    response: z.strictObject({}),
    errors: { NOT_OPEN: true },
    policy: { scope: 'board' },
  },
  'note:add': {
    summary: 'Adds a note to a topic that is open',
    payload: z.strictObject({ topic: Name, text: z.string().max(2_000), picture: Bytes.optional() }),
    response: z.strictObject({ number: z.int() }),
    errors: { NOT_OPEN: true },
    policy: {
      scope: 'board',
      rate: '100/s',
      maxBytes: 163_840,
      order: 'socket',
      idempotent: true,
      http: true,
    },
  },
  'note:list': {
    summary: 'Lists the notes of a topic that is open',
    payload: Topic,
    response: z.strictObject({ notes: z.array(Note) }),
    errors: { NOT_OPEN: true },
    policy: { scope: 'board', http: true },
  },
  'note:start': {
    summary: 'Says that a note is being written',
    payload: Topic,
    policy: { scope: 'board', rate: '20/s' },
  },
});

const serverEventMap = defineServerEvents({
  'topic:opened': { summary: 'Somebody follows', payload: z.strictObject({ topic: Name, user: User }) },
  'topic:closed': {
    summary: 'Somebody follows no more',
    payload: z.strictObject({ topic: Name, user: User }),
  },
  'note:added': { summary: 'A note was added', payload: Note },
  'note:started': {
    summary: 'A note is being written',
    payload: z.strictObject({ topic: Name, user: User }),
  },
  'user:left': {
    summary: 'The name is gone',
    payload: z.strictObject({ reason: z.enum(['expired', 'replaced', 'revoked']) }),
  },
  'board:gap': { summary: 'Something may be missing', payload: z.strictObject({ reason: z.string() }) },
});

export const boardContract = defineContract({
  name: 'board',
  version: '1.2.0',
  clientEventMap,
  serverEventMap,
});

type Board = ServerOptions<typeof clientEventMap, typeof serverEventMap>;

/** How many may follow a topic. */
const TOPIC_LIMIT = 100;

/** The board, for `createServer`. */
export const board: Pick<Board, 'contract' | 'controllers' | 'notices'> = {
  contract: boardContract,
  notices: (publish) => ({
    onJoined: (topic, user) => others(publish, topic, user.id).emit('topic:opened', { topic, user }),
    onLeft: (topic, user) => others(publish, topic, user.id).emit('topic:closed', { topic, user }),
    onSessionEnded: (socketId, reason) => publish.toSocket(socketId).emit('user:left', { reason }),
    onGap: (reason) => publish.all().emit('board:gap', { reason }),
  }),
  controllers: boardControllers,
};

function others(publish: Publisher<typeof serverEventMap>, topic: string, userId: string) {
  return publish.to(roomKey(topic)).except(userRoom(userId));
}

async function boardControllers({ publish, sessions, presence, stores }: ServerKit<typeof serverEventMap>) {
  const notes = await stores.open({ sqlite: noteJobs, redis: createRedisNoteStore });
  return {
    'clock:read': () => ({ now: new Date().toISOString() }),
    'value:return': ({ message }) => ({ value: message.value }),
    'user:enter': async ({ message, socketId }, { fail }) =>
      (await sessions.logIn(socketId, message)) ?? fail('TAKEN'),
    'user:renew': ({ socketId }) => sessions.refresh(socketId),
    'user:leave': async ({ socketId }) => {
      await sessions.logOut(socketId);
      return {};
    },
    'topic:open': async ({ message: { topic }, socketId }, { user, fail }) => {
      const rooms = presence.roomsOf({ socketId, user });
      if (!(await rooms.join(topic, TOPIC_LIMIT))) return fail('FULL');
      return { members: await rooms.members(topic) };
    },
    'topic:close': async ({ message: { topic }, socketId }, { user, fail }) =>
      (await presence.roomsOf({ socketId, user }).leave(topic)) ? {} : fail('NOT_OPEN'),
    'note:add': async ({ message, socketId }, { user, fail }) => {
      if (!(await presence.roomsOf({ socketId, user }).has(message.topic))) return fail('NOT_OPEN');
      const note = { ...message, author: user };
      const number = await notes.add(note);
      publish.to(roomKey(message.topic)).emit('note:added', note);
      return { number };
    },
    'note:list': async ({ message: { topic }, socketId }, { user, fail }) => {
      if (!(await presence.roomsOf({ socketId, user }).has(topic))) return fail('NOT_OPEN');
      return { notes: await notes.list(topic) };
    },
    'note:start': ({ message: { topic } }, { user }) => {
      others(publish, topic, user.id).emit('note:started', { topic, user });
    },
  } satisfies Awaited<ReturnType<Board['controllers']>>;
}
