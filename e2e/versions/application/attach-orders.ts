import { createPublisher, createRouter, createSocketMsgRouter, measuringParser } from '@switchboard/router';
import { batchingWsEngine } from '@switchboard/ws-engine';
import type { Server } from 'socket.io';
import { contract } from './contract.ts';

/** What the server of Socket.IO needs beside its own options. */
export const serverOptions = {
  parser: measuringParser,
  ...(process.argv.includes('batched') && { wsEngine: batchingWsEngine }),
};

/** Serves the contract on the main namespace, beside what the application does there. */
export function attachOrders(io: Server): void {
  const publish = createPublisher(contract, io);
  const router = createRouter(contract).controllers({
    'order:place': ({ message: { item, picture } }, { user, fail }) => {
      if (item === 'unicorn') return fail('SOLD_OUT', { item });
      return { item, by: user?.id ?? 'nobody', bytes: picture?.byteLength ?? 0 };
    },
    'order:note': ({ message }) => publish.emit('order:noted', message),
  });
  createSocketMsgRouter(router, {
    // A socket whose user is known is in one room more, which an application that lists `socket.rooms` sees.
    context: ({ handshake: { auth } }) => ({
      user: auth.name === 'carol' ? { id: 'carol' } : undefined,
      scopes: [],
    }),
    unknownEvents: 'ignore',
    onConnect: () => new Promise((resolve) => setTimeout(resolve, 30)),
  }).attach(io);
}
