import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

/** What the application moves to a contract: its other events stay what they are. */
export const contract = defineContract({
  name: 'orders',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'order:place': {
      summary: 'Order something',
      payload: z.strictObject({ item: z.string().min(1), picture: z.instanceof(Uint8Array).optional() }),
      response: z.strictObject({ item: z.string(), by: z.string(), bytes: z.int() }),
      errors: { SOLD_OUT: z.strictObject({ item: z.string() }) },
      policy: { order: 'socket' },
    },
    'order:note': { summary: 'Add a remark', payload: z.strictObject({ text: z.string() }) },
  }),
  serverEventMap: defineServerEvents({
    'order:noted': { summary: 'A remark was added', payload: z.strictObject({ text: z.string() }) },
  }),
});
