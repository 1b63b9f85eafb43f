import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { z } from 'zod';

const Name = z.string().min(1).max(40);
const Price = z.int().min(1).max(1_000_000);
const Auction = z.strictObject({
  id: z.int(),
  title: Name,
  seller: Name,
  price: Price,
  bidder: Name.nullable(),
});
export type Auction = z.infer<typeof Auction>;

const Login = z.strictObject({
  user: z.strictObject({ id: z.string(), name: Name }),
  token: z.string().meta({ secret: true }),
  expiresIn: z.int(),
  expiresAt: z.iso.datetime(),
});
const SessionEnd = z.strictObject({ reason: z.enum(['expired', 'replaced', 'revoked']) });

export const contract = defineContract({
  name: 'auction',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'user:enter': {
      summary: 'Take a name, and get a token for later connections',
      payload: z.strictObject({ name: Name }),
      response: Login,
      errors: { NAME_TAKEN: true },
      policy: { rate: '10/s', order: 'socket' },
    },
    'user:leave': {
      summary: 'Give up the name',
      response: z.strictObject({}),
      policy: { scope: 'trade', order: 'socket' },
    },
    'auction:open': {
      summary: 'Offer something for sale',
      payload: z.strictObject({ title: Name, price: Price }),
      response: Auction,
      policy: { scope: 'trade', rate: '10/m', idempotent: true },
    },
    'auction:list': {
      summary: 'List the newest auctions',
      response: z.strictObject({ auctions: z.array(Auction) }),
      policy: { http: true },
    },
    'bid:place': {
      summary: 'Offer a higher price',
      payload: z.strictObject({ auction: z.int(), price: Price }),
      response: Auction,
      errors: { NO_SUCH_AUCTION: true, TOO_LOW: z.strictObject({ price: Price }) },
      policy: { scope: 'trade', rate: '5/s' },
    },
  }),
  serverEventMap: defineServerEvents({
    'bid:placed': { summary: 'Somebody offered a higher price', payload: Auction },
    'user:left': { summary: 'Your session is over', payload: SessionEnd },
  }),
});
