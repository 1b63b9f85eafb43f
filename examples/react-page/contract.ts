import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Name = z.string().trim().min(1).max(40);
const Item = z.strictObject({ id: z.int(), name: Name, bought: z.boolean() });
export type Item = z.infer<typeof Item>;

export const contract = defineContract({
  name: 'shopping',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'list:read': {
      summary: 'Get everything on the list',
      response: z.strictObject({ items: z.array(Item) }),
    },
    'item:add': {
      summary: 'Put something on the list',
      payload: z.strictObject({ name: Name }),
      response: Item,
      errors: { ALREADY_LISTED: z.strictObject({ name: Name }), LIST_FULL: true },
      policy: { rate: '5/s' },
    },
    'item:tick': {
      summary: 'Say whether something is bought',
      payload: z.strictObject({ id: z.int(), bought: z.boolean() }),
      response: Item,
      policy: { rate: '10/s' },
    },
  }),
  serverEventMap: defineServerEvents({
    'item:changed': { summary: 'Something is new on the list, or was ticked', payload: Item },
  }),
});
