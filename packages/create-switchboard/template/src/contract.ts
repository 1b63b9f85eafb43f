// Every event that a client may send, and every event that the server sends. Server, clients and tests import it.
import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Name = z.string().trim().min(1).max(40);
const Text = z.string().trim().min(1).max(200);
const Note = z.strictObject({ id: z.int(), author: Name, text: Text });
export type Note = z.infer<typeof Note>;

const Token = z.strictObject({
  token: z.string().meta({ secret: true }),
  expiresIn: z.int(),
  expiresAt: z.iso.datetime(),
});
const Login = Token.extend({ user: z.strictObject({ id: z.string(), name: Name }) });

export const contract = defineContract({
  name: 'notes',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'user:enter': {
      summary: 'Take a name, and get a token for later connections',
      payload: z.strictObject({ name: Name }),
      response: Login,
      errors: { NAME_TAKEN: true },
      policy: { rate: '10/s', order: 'socket' },
    },
    'user:renew': {
      summary: 'Get a new token before the old one expires',
      response: Token,
      policy: { scope: 'write', order: 'socket' },
    },
    'note:add': {
      summary: 'Write a note',
      payload: z.strictObject({ text: Text }),
      response: Note,
      errors: { LIST_FULL: z.strictObject({ limit: z.int() }) },
      policy: { scope: 'write', rate: '5/s', idempotent: true },
    },
    'note:list': {
      summary: 'List all notes, the oldest first',
      response: z.strictObject({ notes: z.array(Note) }),
      policy: { http: true },
    },
  }),
  serverEventMap: defineServerEvents({
    'note:added': { summary: 'Somebody wrote a note', payload: Note },
    'user:left': {
      summary: 'Your session is over',
      payload: z.strictObject({ reason: z.enum(['expired', 'replaced', 'revoked']) }),
    },
  }),
});
