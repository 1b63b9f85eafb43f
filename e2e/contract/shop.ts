import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Item = z.string().min(1);
const By = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guest') }),
  z.strictObject({ kind: z.literal('member'), name: z.string() }),
]);
const http = { http: true };

/** The contract as it was. */
export const yesterday = defineContract({
  name: 'shop',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'order:place': {
      summary: 'Place an order',
      payload: z.strictObject({ lines: z.array(z.strictObject({ item: Item })), by: By }),
      response: z.strictObject({ id: z.string(), lines: z.array(z.strictObject({ item: Item })), by: By }),
      errors: { SOLD_OUT: z.strictObject({ item: Item }) },
      policy: http,
    },
    'order:list': {
      summary: 'List the orders',
      response: z.strictObject({ ids: z.array(z.string()) }),
      policy: http,
    },
  }),
  serverEventMap: defineServerEvents({
    'order:placed': {
      summary: 'An order was placed',
      payload: z.strictObject({ id: z.string(), lines: z.array(z.strictObject({ item: Item })) }),
    },
  }),
});

const Line = z.strictObject({ item: Item, colour: z.string().optional() });
const NewBy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('guest'), email: z.string().optional() }),
  z.strictObject({ kind: z.literal('member'), name: z.string(), since: z.int().optional() }),
]);

/** The contract as it is: every object has one more optional field, an order one more error code, and the list a payload that may be left out. */
export const today = defineContract({
  name: 'shop',
  version: '1.1.0',
  clientEventMap: defineEvents({
    'order:place': {
      summary: 'Place an order',
      payload: z.strictObject({ lines: z.array(Line), by: NewBy, note: z.string().optional() }),
      response: z.strictObject({
        id: z.string(),
        lines: z.array(Line),
        by: NewBy,
        total: z.number().optional(),
      }),
      errors: {
        SOLD_OUT: z.strictObject({ item: Item, until: z.string().optional() }),
        CLOSED: z.strictObject({ opens: z.string() }),
      },
      policy: http,
    },
    'order:list': {
      summary: 'List the orders',
      payload: z.strictObject({ limit: z.int().min(1).default(10) }).nullish(),
      response: z.strictObject({ ids: z.array(z.string()), next: z.string().optional() }),
      policy: http,
    },
  }),
  serverEventMap: defineServerEvents({
    'order:placed': {
      summary: 'An order was placed',
      payload: z.strictObject({ id: z.string(), lines: z.array(Line), total: z.number().optional() }),
    },
  }),
});
