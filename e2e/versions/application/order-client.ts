import { createClient } from '@switchboard/client';
import { contract } from './contract.ts';

/** A client of the contract that tries again soon. */
export function createOrderClient(url: string, transport: 'polling' | 'websocket') {
  const socketOptions = { transports: [transport], reconnectionDelay: 10 };
  return createClient(contract, url, { auth: { name: 'carol' }, autoConnect: false, socketOptions });
}
