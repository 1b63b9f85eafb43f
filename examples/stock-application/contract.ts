import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

export const contract = defineContract({
  name: 'kitchen',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'order:place': {
      summary: 'Order a dish for a table',
      payload: z.strictObject({ table: z.int().min(1).max(40), dish: z.string().min(1).max(80) }),
      response: z.strictObject({ number: z.int() }),
      policy: { scope: 'wait', rate: '5/s' },
    },
  }),
  serverEventMap: defineServerEvents({}),
});
