import { createServer } from '@switchboard/node-server';
import type { CreateApp } from '@switchboard/node-server/processes';
import { auctionJobs } from './auction-store.ts';
import { contract } from './contract.ts';
import { auctionControllers } from './controllers.ts';

export const createApp: CreateApp = (config, logger, options) =>
  createServer({
    ...{ ...options, config, logger, contract },
    controllers: async (kit) => auctionControllers(kit, await kit.stores.open({ sqlite: auctionJobs })),
    notices: (publish) => ({
      onSessionEnded: (socketId, reason) => publish.toSocket(socketId).emit('user:left', { reason }),
    }),
    routes: (app) => app.get('/', (_request, response) => void response.send('The auction is open.')),
  });
