import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Name = z.string().min(1).max(64);
const Note = z.strictObject({ topic: Name, text: z.string().max(2_000) });

export const contract = defineContract({
  name: 'board',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'user:enter': {
      summary: 'Take a name',
      payload: z.strictObject({ name: Name }),
      response: z.strictObject({ token: z.string().meta({ secret: true }), expiresIn: z.int() }),
      errors: { NAME_TAKEN: true },
    },
    'topic:open': {
      summary: 'Follow a topic',
      payload: z.strictObject({ topic: Name }),
      response: z.strictObject({}),
      policy: { scope: 'board', order: 'socket' },
    },
    'note:add': {
      summary: 'Add a note to a topic that is open',
      payload: Note,
      response: z.strictObject({ number: z.int() }),
      errors: { NOT_OPEN: z.strictObject({ topic: Name }) },
      policy: { scope: 'board', order: 'socket', rate: '5/s', idempotent: true },
    },
  }),
  serverEventMap: defineServerEvents({
    'note:added': { summary: 'A note was added', payload: Note },
  }),
});
