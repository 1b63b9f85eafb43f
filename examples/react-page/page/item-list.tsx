import { useEffect, useState } from 'react';
import type { Item } from '../contract.ts';
import { useCall, useConnection, useEvent } from './hooks.ts';

export function ItemList() {
  const [items, setItems] = useState<readonly Item[]>([]);
  const { status } = useConnection();
  const { call: read } = useCall('list:read');
  const { call: tick } = useCall('item:tick');

  // Each new connection may have missed events, so it reads the list again.
  useEffect(() => {
    if (status === 'connected') void read().then((reply) => reply.ok && setItems(reply.data.items));
  }, [status, read]);
  useEvent('item:changed', (item) => setItems((before) => withItem(before, item)));

  if (items.length === 0) return <p>Nothing is on the list.</p>;
  return (
    <ul aria-label="Items">
      {items.map(({ id, name, bought }) => (
        <li key={id}>
          <label>
            <input
              type="checkbox"
              checked={bought}
              disabled={status !== 'connected'}
              onChange={() => void tick({ id, bought: !bought })}
            />
            <span>{name}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function withItem(items: readonly Item[], item: Item): readonly Item[] {
  const isKnown = items.some(({ id }) => id === item.id);
  return isKnown ? items.map((each) => (each.id === item.id ? item : each)) : [...items, item];
}
