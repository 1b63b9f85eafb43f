import { createClient } from '@switchboard/client';
import { createServer } from '@switchboard/node-server';
import { startTestApp } from '@switchboard/node-server/testing';
import { contract } from './contract.ts';
import { orderJobs } from './order-store.ts';

// A server of the kit, with a store in SQLite whose module tsx reads, and one call of its own client.
const server = await startTestApp((config, logger, options) =>
  createServer({
    ...{ ...options, config, logger, contract },
    controllers: async ({ stores }) => {
      const orders = await stores.open({ sqlite: orderJobs });
      return { 'order:place': async ({ message }) => ({ number: await orders.add(message.item) }) };
    },
    routes: (app) => app.get('/orders', (_request, response) => void response.send('Order here.')),
  }),
);
const client = createClient(contract, server.url, { socketOptions: { ca: server.ca } });
for (const item of ['apple', 'pear']) console.log(JSON.stringify(await client.call('order:place', { item })));
client.disconnect();
await server[Symbol.asyncDispose]();
