import { defineContract, defineEvents } from '@switchboard/contract';
import { z } from 'zod';

export const contract = defineContract({
  name: 'orders',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'order:place': {
      summary: 'Order something',
      payload: z.strictObject({ item: z.string().min(1) }),
      response: z.strictObject({ number: z.int() }),
    },
  }),
  serverEventMap: {},
});
