import { createClient, handshakeAuth } from '@switchboard/client';
import { io, type Socket } from 'socket.io-client';
import { contract } from './contract.ts';

type Transport = 'polling' | 'websocket';

/** A client of the contract with a connection of its own, which tries again soon. */
export function createOrderClient(url: string, transport: Transport) {
  const socketOptions = { transports: [transport], reconnectionDelay: 10 };
  return createClient(contract, url, { auth: { name: 'carol' }, autoConnect: false, socketOptions });
}

/** A socket on which the application goes on emitting its own events, and a client of the contract on it. */
export function shareSocket(url: string, transport: Transport) {
  const auth = { name: 'carol', ...handshakeAuth(contract) };
  const socket: Socket = io(url, { transports: [transport], forceNew: true, reconnectionDelay: 10, auth });
  return createClient(contract, { socket });
}
