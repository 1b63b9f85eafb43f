import type { Caller, ServerKit } from '@switchboard/node-server';
import type { EventControllerMap } from '@switchboard/router';
import type { contract, Item } from '../contract.ts';

type Kit = Pick<ServerKit<typeof contract.serverEventMap>, 'publish'>;

const MOST_ITEMS = 100;

/** The list is kept in memory: one process has it, until it ends. */
export function listControllers({
  publish,
}: Kit): EventControllerMap<typeof contract.clientEventMap, Caller> {
  const items: Item[] = [];

  const change = (item: Item): Item => {
    publish.emit('item:changed', item);
    return item;
  };

  return {
    'list:read': () => ({ items }),
    'item:add': ({ message: { name } }, { fail }) => {
      if (items.some((item) => item.name.toLowerCase() === name.toLowerCase()))
        return fail('ALREADY_LISTED', { name });
      if (items.length === MOST_ITEMS) return fail('LIST_FULL');
      const item = { id: items.length + 1, name, bought: false };
      items.push(item);
      return change(item);
    },
    'item:tick': ({ message: { id, bought } }, { fail }) => {
      const item = items.find((each) => each.id === id);
      if (!item) return fail('NOT_FOUND');
      item.bought = bought;
      return change(item);
    },
  };
}
