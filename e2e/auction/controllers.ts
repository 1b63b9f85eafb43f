import type { Identity, Sessions } from '@switchboard/node-server/sessions';
import type { EventControllerMap, Publisher, RouterContext } from '@switchboard/router';
import type { AuctionStore } from './auction-store.ts';
import type { contract } from './contract.ts';

/** What a controller knows of its caller. */
export interface Caller extends RouterContext {
  readonly user: Identity | undefined;
}

export interface AuctionParts {
  readonly auctions: AuctionStore;
  readonly sessions: Pick<Sessions, 'logIn' | 'logOut'>;
  readonly publish: Publisher<typeof contract.serverEventMap>;
}

export function auctionControllers({
  auctions,
  sessions,
  publish,
}: AuctionParts): EventControllerMap<typeof contract.clientEventMap, Caller> {
  return {
    'user:enter': async ({ message: { name }, socketId }, { fail }) =>
      (await sessions.logIn(socketId, { name })) ?? fail('NAME_TAKEN'),
    'user:leave': async ({ socketId }) => {
      await sessions.logOut(socketId);
      return {};
    },
    'auction:open': ({ message }, { user }) => auctions.open({ ...message, seller: user.name }),
    'auction:list': async () => ({ auctions: await auctions.newest(100) }),
    'bid:place': async ({ message }, { user, fail }) => {
      const [auction, isHigher] = (await auctions.bid(message.auction, user.name, message.price)) ?? [];
      if (!auction) return fail('NOT_FOUND');
      if (!isHigher) return fail('TOO_LOW', { price: auction.price });
      publish.emit('bid:placed', auction);
      return auction;
    },
  };
}
