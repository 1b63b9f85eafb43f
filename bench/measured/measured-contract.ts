import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Id = z.string().min(1).max(64);

const Order = z.object({
  id: Id,
  customer: z.string().min(1).max(120),
  note: z.string().max(500).optional(),
  express: z.boolean(),
  lines: z
    .array(
      z.object({
        sku: z.string().min(1).max(40),
        count: z.int().min(1).max(999),
        price: z.number().min(0),
      }),
    )
    .min(1)
    .max(20),
});
export type Order = z.infer<typeof Order>;

const Placed = z.object({ id: Id, total: z.number().min(0), accepted: z.boolean() });

/** Limits that are on, as in production, and that no load of the bench reaches. */
const LIMITS = { rate: '10000000/s', deadline: 10_000, maxBytes: 262_144 } as const;

const orderSpec = {
  summary: 'Place an order',
  payload: Order,
  response: Placed,
  policy: LIMITS,
} as const;

const clientEventMap = defineEvents({
  'order:place': orderSpec,
  'burst:start': {
    summary: 'Have everyone sent many events at once',
    payload: z.object({ count: z.int().min(1).max(1_000) }),
    response: z.object({ sent: z.int().min(0) }),
    policy: LIMITS,
  },
  'message:send': {
    summary: 'Send a text to a room',
    payload: z.object({ room: z.string().min(1).max(64), text: z.string().min(1).max(200_000) }),
    response: z.object({ room: z.string(), length: z.number() }),
    policy: LIMITS,
  },
});

const serverEventMap = defineServerEvents({
  'order:placed': {
    summary: 'An order was placed',
    payload: Placed.extend({ at: z.number() }),
  },
});

/** What the bench's load calls. With `extra` events beside them: as many more, each with schemas of `order:place`. */
export function measuredContract(extra: number) {
  const more = Object.fromEntries(
    Array.from({ length: extra }, (_, index) => [`extra:${index}` as const, orderSpec]),
  );
  return defineContract({
    name: 'measured',
    version: '1.0.0',
    clientEventMap: { ...more, ...clientEventMap },
    serverEventMap,
  });
}

/** Events that are there in any case. */
export const NAMED_EVENTS = Object.keys(clientEventMap).length;
