import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';
import type { EventControllerMap } from './core/controller.ts';
import type { RouterContext } from './lib/router-context.ts';

/** What goes in as text comes out as a number, and the other way round, so that swapping input and output cannot pass. */
const NumberFromText = z.string().regex(/^\d+$/, 'must be digits').transform(Number);
const TextFromNumber = z.number().transform(String);

export const contract = defineContract({
  name: 'test',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'count:add': {
      summary: 'Add to the count',
      payload: z.strictObject({ by: NumberFromText, times: z.int().default(1) }),
      response: z.strictObject({ total: TextFromNumber }),
      errors: { OVERFLOW: z.strictObject({ max: TextFromNumber }), FROZEN: true },
    },
    'time:now': { summary: 'Read the clock', response: z.strictObject({ now: z.string() }) },
    'value:echo': {
      summary: 'Get back what you send',
      payload: z.unknown(),
      response: z.unknown(),
      policy: { maxBytes: 1_000 },
    },
    'note:drop': { summary: 'Leave a note', payload: z.strictObject({ text: z.string().max(50) }) },
    'secret:read': {
      summary: 'Read the secret',
      response: z.strictObject({ reader: z.string() }),
      policy: { scope: 'secrets' },
    },
    'task:run': { summary: 'Take a while', policy: { deadline: 40 } },
  }),
  serverEventMap: defineServerEvents({
    'count:changed': { summary: 'The count changed', payload: z.strictObject({ total: TextFromNumber }) },
    'clock:struck': { summary: 'An hour is over' },
    'poll:asked': {
      summary: 'Choose a number',
      payload: z.strictObject({ topic: z.string() }),
      response: z.strictObject({ choice: TextFromNumber }),
    },
    'health:asked': { summary: 'Say how you are', response: z.string() },
  }),
});

/** What the router must know of who may grant what: the scope of `secret:read`. */
export const scopes = ['secrets'];

export type TestEvents = typeof contract.clientEventMap;
export type TestControllers = EventControllerMap<TestEvents, RouterContext>;

/** The least that each event can do. */
export const controllers: TestControllers = {
  'count:add': ({ message }) => ({ total: message.by * message.times }),
  'time:now': () => ({ now: 'noon' }),
  'value:echo': ({ message }) => message,
  'note:drop': () => {},
  'secret:read': (_message, { user }) => ({ reader: user.id }),
  'task:run': () => {},
};

/** The context of a caller who is nobody. The router adds to a context, so each call takes a new one. */
export function stranger(): RouterContext {
  return { user: undefined, scopes: [] };
}
