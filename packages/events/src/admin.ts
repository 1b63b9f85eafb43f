import { defineContract, defineEvents } from '@switchboard/contract';
import { z } from 'zod';
import { serverEventMap } from './contract.ts';
import { jsonSchema } from './json-value.ts';
import { RoomName } from './room-name.ts';
import { User } from './session.ts';

/** Where a server that is no production server serves the admin contract. */
export const ADMIN_NAMESPACE = '/admin';

const MAX_DEPTH = 16;

const SocketId = z.string().min(1).max(64);
const Count = z.int().min(0);
const Rooms = z.array(RoomName).max(100);

const Search = z.string().max(64).optional().meta({ description: 'Only those with this text in them' });

/** What every list can be asked for: one page at a time, from where the page before it ended. */
const listOptions = {
  search: Search,
  cursor: z.string().max(128).optional().meta({ description: '`next` of the page before' }),
  limit: z.int().min(1).max(100).default(50),
};

/** One page of a list. `next` is there while more follow; `total` counts all pages. */
function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item).max(100),
    next: z.string().max(128).optional(),
    total: Count,
  });
}

const SocketInfo = z.strictObject({
  id: SocketId,
  user: User.optional(),
  rooms: Rooms,
  transport: z.string().max(32),
  address: z.string().max(64),
  connectedAt: z.iso.datetime(),
});

const EventName = z
  .enum(Object.keys(serverEventMap) as (keyof typeof serverEventMap)[])
  .meta({ title: 'Server event' });

const Payload = jsonSchema({ levels: MAX_DEPTH, bytes: true })
  .optional()
  .meta({ title: 'Payload', description: 'As the schema of the server event wants it; left out for none' });

/** Whom an event goes to. */
const EmitTarget = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('everyone') }),
  z.strictObject({ to: z.literal('room'), room: RoomName }),
  z.strictObject({ to: z.literal('user'), userId: User.shape.id }),
  z.strictObject({ to: z.literal('socket'), socketId: SocketId }),
]);
export type EmitTarget = z.infer<typeof EmitTarget>;

const adminEvents = defineEvents({
  'admin:sockets': {
    summary: 'List the sockets that are connected',
    description: 'By id. The search looks at the id, the name and the id of the user, and the rooms.',
    payload: z.strictObject(listOptions),
    response: page(SocketInfo),
    examples: [
      { name: 'first page', payload: {} },
      { name: 'search', payload: { search: 'Alice', limit: 20 } },
    ],
    tags: ['look'],
  },
  'admin:identities': {
    summary: 'List the people who are logged in, connected or not',
    description: 'By name. A login outlives its connections. Tokens are not known to the server.',
    payload: z.strictObject(listOptions),
    response: page(z.strictObject({ user: User, sockets: Count, rooms: Rooms })),
    examples: [{ name: 'first page', payload: {} }],
    tags: ['look'],
  },
  'admin:rooms': {
    summary: 'List the rooms with somebody in them',
    payload: z.strictObject(listOptions),
    response: page(z.strictObject({ name: RoomName, people: Count, sockets: Count })),
    examples: [{ name: 'first page', payload: {} }],
    tags: ['look'],
  },
  'admin:members': {
    summary: 'List the sockets in a room',
    payload: z.strictObject({ room: RoomName, ...listOptions }),
    response: page(SocketInfo),
    examples: [{ name: 'general', payload: { room: 'general' } }],
    tags: ['look'],
  },
  'admin:rates': {
    summary: 'Count the calls of each event',
    description: 'Watches for `window` milliseconds, then answers: nothing is counted before someone asks.',
    payload: z.strictObject({ window: z.int().min(100).max(5_000).default(1_000) }),
    response: z.strictObject({
      window: z.number().min(0),
      inFlight: Count,
      events: z
        .array(
          z.strictObject({
            event: z.string().max(64),
            perSecond: z.number().min(0),
            total: Count,
            failed: Count,
          }),
        )
        .max(500),
    }),
    examples: [{ name: 'one second', payload: {} }],
    tags: ['look'],
  },
  'admin:disconnect': {
    summary: 'Disconnect one socket',
    description: 'Its client learns that the server did it, and does not come back by itself.',
    payload: z.strictObject({ socketId: SocketId }),
    response: z.strictObject({}),
    errors: { SOCKET_NOT_FOUND: z.strictObject({ socketId: SocketId }) },
    examples: [{ name: 'one', payload: { socketId: 'rJ2QkAbC0123456789xy' } }],
    tags: ['act'],
  },
  'admin:emit': {
    summary: 'Send an event of the server to a socket, a room, a person or everyone',
    description:
      'The payload must fit the event: otherwise nothing is sent, and the issues stand below `payload`. The reply says how many sockets it went to.',
    payload: z.strictObject({ event: EventName, payload: Payload, target: EmitTarget }),
    response: z.strictObject({ sockets: Count }),
    errors: { SOCKET_NOT_FOUND: z.strictObject({ socketId: SocketId }) },
    policy: { maxBytes: 196_608 },
    examples: [
      {
        name: 'notice to everyone',
        payload: {
          event: 'system:notice',
          payload: { level: 'info', text: 'Hello from the admin.' },
          target: { to: 'everyone' },
        },
      },
    ],
    tags: ['act'],
  },
});

/** What an operator may ask a server for: pulled and paged, never pushed. For development alone. */
export const adminContract = defineContract({
  name: 'admin',
  version: '1.0.0',
  clientEventMap: adminEvents,
  serverEventMap: {},
  defaults: { rate: '50/s' },
});
