import type { Caller } from '@switchboard/node-server';
import { createDoor } from '@switchboard/node-server/door';
import { addFirstRoutes, addLastRoutes } from '@switchboard/node-server/http';
import { createLifecycle } from '@switchboard/node-server/lifecycle';
import { createMetrics, observeCalls } from '@switchboard/node-server/observability';
import { createPresence } from '@switchboard/node-server/presence';
import type { CreateApp } from '@switchboard/node-server/processes';
import { createSessions, type Identity } from '@switchboard/node-server/sessions';
import { openStores } from '@switchboard/node-server/stores';
import { type ClientIdentity, serveHttps } from '@switchboard/node-server/tls';
import { createPublisher, createRouter, createSocketMsgRouter } from '@switchboard/router';
import express from 'express';
import { contract } from '../contract.ts';
import { createControllers } from './controllers.ts';
import { noteJobs } from './note-store.ts';
import { addPages } from './pages.ts';

/** Joins the parts of one serving process. Nothing listens yet. */
export const createApp: CreateApp = async (config, logger, { ticketKeys, worker }) => {
  const metrics = createMetrics(worker?.slot);
  const calls = observeCalls(contract, config, { logger, metrics });
  const stores = await openStores(config, logger, { worker });
  const notes = await stores.open({ sqlite: noteJobs });

  // 1. Express, and the HTTPS server that it listens to.
  const app = express();
  const https = await serveHttps(app, config, { logger, metrics, ticketKeys });

  // 2. Socket.IO on it, and who is logged in on its sockets.
  const door = createDoor(https, config, { logger, metrics });
  const { io } = door;
  const publish = createPublisher(contract, io, { onDropped: calls.onUnknownFields });
  const presence = createPresence(io, { store: stores.presence, logger });
  const sessions = createSessions(io, {
    ...{ config, contract, stores, presence, logger },
    onSessionEnded: (socketId, reason) => publish.toSocket(socketId).emit('user:left', { reason }),
  });

  // 3. The router, on each socket: every event goes to its controller, with what is known of its caller.
  const callerOf = (user?: Identity, certificate?: ClientIdentity, address?: string): Caller => {
    return { user, certificate, address, scopes: user ? ['write'] : [] };
  };
  const router = createRouter(contract, { ...calls.router, ...stores.router, scopes: ['write'] })
    .context<Caller>()
    .controllers(createControllers({ sessions, publish }, notes));
  createSocketMsgRouter(router, {
    context: (socket) => callerOf(socket.data.user, door.certificateOf(socket), door.addressOf(socket)),
    admit: sessions.admit,
    onConnect: sessions.attach,
    onDisconnect: sessions.detach,
    onHookFailed: door.onHookFailed,
  }).attach(io);

  const parts = [https, sessions, presence, stores];
  const lifecycle = createLifecycle({ https, door, router, parts }, config);
  metrics.measure({ connectedSockets: () => io.of('/').sockets.size, callsInFlight: () => router.inFlight });
  const readiness = [{ name: 'stores', isReady: stores.isReady }, ...sessions.readiness];
  addFirstRoutes(app, config, { metrics, worker, lifecycle, readiness });
  addPages(app);
  addLastRoutes(app, config, { router, logger, identify: sessions.identify, context: callerOf });
  return { ...https, ...lifecycle, metrics: metrics.values };
};
