import type { Client } from '@switchboard/client';
import { createClientHooks } from '@switchboard/client/react';
import { createElement, type ReactElement, useEffect, useState } from 'react';
import { contract } from './contract.ts';

const { ClientProvider, useCall, useConnection, useEvent } = createClientHooks(contract);

/** Orders an apple, and shows the connection, the reply and the remarks. */
function OrderList(): ReactElement {
  const [remarks, setRemarks] = useState<readonly string[]>([]);
  const { status } = useConnection();
  const { call, reply } = useCall('order:place');
  useEvent('order:noted', ({ text }) => setRemarks((before) => [...before, text]));
  useEffect(() => void call({ item: 'apple' }), [call]);
  return createElement('p', null, [status, reply?.ok && reply.data.item, ...remarks].join(' '));
}

export function orderList(
  client: Client<typeof contract.clientEventMap, typeof contract.serverEventMap>,
): ReactElement {
  return createElement(ClientProvider, { client }, createElement(OrderList));
}
