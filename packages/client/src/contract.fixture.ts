import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

/** What goes in as text comes out as a number, and the other way round, so that swapping input and output cannot pass. */
const NumberFromText = z.string().regex(/^\d+$/, 'must be digits').transform(Number);
const TextFromNumber = z.number().transform(String);
const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be binary');

export const contract = defineContract({
  name: 'test',
  version: '1.2.3',
  clientEventMap: defineEvents({
    'count:add': {
      summary: 'Add to the count',
      payload: z.strictObject({ by: NumberFromText }),
      response: z.strictObject({ total: TextFromNumber }),
      errors: { OVERFLOW: z.strictObject({ max: TextFromNumber }), FROZEN: true },
    },
    'time:now': { summary: 'Read the clock', response: z.strictObject({ now: z.string() }) },
    'note:drop': { summary: 'Leave a note', payload: z.strictObject({ text: z.string().max(50) }) },
    'file:echo': {
      summary: 'Get back a file',
      payload: z.strictObject({ bytes: Bytes }),
      response: z.strictObject({ bytes: Bytes }),
    },
    'order:place': {
      summary: 'Order, once',
      payload: z.strictObject({ item: z.string() }),
      response: z.strictObject({ number: z.int() }),
      errors: { SOLD_OUT: true },
      policy: { scope: 'shop', idempotent: true },
    },
    'seat:hold': {
      summary: 'Hold a seat, with or without an identity',
      response: z.strictObject({ seat: z.int() }),
      policy: { idempotent: true },
    },
    'step:take': {
      summary: 'Take a step, once, in order',
      payload: z.strictObject({ number: z.int() }),
      response: z.strictObject({}),
      policy: { scope: 'walk', idempotent: true, order: 'socket' },
    },
    'step:show': {
      summary: 'Show a step, in order, without a retry',
      payload: z.strictObject({ number: z.int() }),
      response: z.strictObject({}),
      policy: { order: 'socket' },
    },
    'step:mark': {
      summary: 'Mark a step, in order, without a reply',
      payload: z.strictObject({ number: z.int() }),
      policy: { order: 'socket' },
    },
  }),
  serverEventMap: defineServerEvents({
    'count:changed': { summary: 'The count changed', payload: z.strictObject({ total: TextFromNumber }) },
    'clock:struck': { summary: 'An hour is over' },
    'file:added': { summary: 'A file came', payload: z.strictObject({ bytes: Bytes }) },
  }),
});

export type TestClientEvents = typeof contract.clientEventMap;
export type TestServerEvents = typeof contract.serverEventMap;
