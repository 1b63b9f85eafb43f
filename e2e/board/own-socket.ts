// #region own-socket
import { createClient, handshakeAuth } from '@switchboard/client';
import { io } from 'socket.io-client';
// #endregion
import { contract } from './contract.ts';

/** Takes a name over the socket of an application that has one. */
export async function enter(name: string, url: string, options: { readonly ca: string }) {
  // #region own-socket
  const socket = io(url, { ...options, auth: handshakeAuth(contract) }); // new: auth
  socket.on('new note', (text) => console.log('heard', text)); // as before

  const client = createClient(contract, { socket }); // new
  // #endregion
  const reply = await client.call('user:enter', { name });
  socket.disconnect();
  return reply;
}
