import type { Caller, ServerKit } from '@switchboard/node-server';
import type { EventControllerMap } from '@switchboard/router';
import type { AuctionStore } from './auction-store.ts';
import type { contract } from './contract.ts';

type Kit = Pick<ServerKit<typeof contract.serverEventMap>, 'sessions' | 'publish'>;

export function auctionControllers(
  { sessions, publish }: Kit,
  auctions: AuctionStore,
): EventControllerMap<typeof contract.clientEventMap, Caller> {
  return {
    'user:enter': async ({ message, socketId }, { fail }) =>
      (await sessions.logIn(socketId, message)) ?? fail('NAME_TAKEN'),
    'user:leave': ({ socketId }) => sessions.logOut(socketId).then(() => ({})),
    'auction:open': ({ message }, { user }) => auctions.open({ ...message, seller: user.name }),
    'auction:list': async () => ({ auctions: await auctions.newest(100) }),
    'bid:place': async ({ message }, { user, fail }) => {
      const [auction, isHigher] = (await auctions.bid(message.auction, user.name, message.price)) ?? [];
      if (!auction) return fail('NO_SUCH_AUCTION');
      if (!isHigher) return fail('TOO_LOW', { price: auction.price });
      publish.emit('bid:placed', auction);
      return auction;
    },
  };
}
