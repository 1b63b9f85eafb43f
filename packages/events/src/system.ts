import { defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import { jsonSchema } from './json-value.ts';

const MAX_DEPTH = 16;

const Json = jsonSchema({ levels: MAX_DEPTH }).meta({
  title: 'JSON',
  description: `Any JSON, at most ${MAX_DEPTH} levels deep`,
});

export const systemEvents = defineEvents({
  'system:echo': {
    summary: 'Get back what you send',
    payload: z.strictObject({ value: Json }),
    response: z.strictObject({ value: Json }),
    policy: { maxBytes: 65_536, http: true },
    examples: [
      { name: 'list', payload: { value: [1, 2, 3] } },
      { name: 'nested', payload: { value: { a: [{ b: null }] } } },
    ],
    tags: ['system'],
  },
  'system:time': {
    summary: "Read the server's clock",
    response: z.strictObject({ now: z.iso.datetime() }),
    policy: { http: true },
    examples: [{ name: 'now' }],
    tags: ['system'],
  },
});

export const systemNotices = defineServerEvents({
  'system:gap': {
    summary: 'Events may have been missed',
    description:
      'The server, or the way between servers, has lost events that were meant for you: join your rooms again, and read their history.',
    payload: z.strictObject({ reason: z.enum(['stalled', 'store-restarted', 'not-sent']) }),
    examples: [{ name: 'stalled', payload: { reason: 'stalled' } }],
    tags: ['system'],
  },
  'system:notice': {
    summary: 'The server has something to say',
    payload: z.strictObject({
      level: z.enum(['info', 'warning', 'error']),
      text: z.string().min(1).max(500),
    }),
    examples: [{ name: 'restart', payload: { level: 'warning', text: 'The server restarts in a minute.' } }],
    tags: ['system'],
  },
});
