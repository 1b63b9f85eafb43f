import { defineContract, defineEvents } from '@switchboard/contract';
import { z } from 'zod';

export const contract = defineContract({
  name: 'notes',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'note:add': {
      summary: 'Show a note to everybody',
      payload: z.strictObject({ text: z.string().max(2_000) }),
      response: z.strictObject({ by: z.string() }),
      policy: { maxBytes: 8_192 },
    },
  }),
  serverEventMap: {},
});
