import type { EventControllerMap, Publisher, RouterContext } from '@switchboard/router';
import type { measuredContract, Order } from './measured-contract.ts';

type Contract = ReturnType<typeof measuredContract>;
type Controllers = EventControllerMap<Contract['clientEventMap'], RouterContext>;

/** The work behind the calls: as little as there can be, the same in every server of the bench. */
export function createMeasuredControllers(
  contract: Contract,
  publish: Publisher<Contract['serverEventMap']>,
): Controllers {
  const place = ({ message: { id, lines } }: { message: Order }) => ({
    id,
    total: lines.reduce((sum, { count, price }) => sum + count * price, 0),
    accepted: true,
  });
  let placed = 0;
  const extra = Object.keys(contract.clientEventMap).filter((event) => event.startsWith('extra:'));
  return {
    ...Object.fromEntries(extra.map((event) => [event, place])),
    'order:place': place,
    'burst:start': ({ message: { count } }) => {
      const at = Date.now();
      for (let index = 0; index < count; index++) {
        placed += 1;
        publish.emit('order:placed', { id: `placed-${placed}`, total: placed, accepted: true, at });
      }
      return { sent: count };
    },
    'message:send': ({ message: { room, text } }) => ({ room, length: text.length }),
  };
}
