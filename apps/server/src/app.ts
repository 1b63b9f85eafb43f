import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { contract as chatContract } from '@switchboard/events';
import { createDoor, limitCosts } from '@switchboard/node-server/door';
import { addFirstRoutes, addLastRoutes } from '@switchboard/node-server/http';
import { type App, type AppOptions, createLifecycle } from '@switchboard/node-server/lifecycle';
import { createMetrics, observeCalls } from '@switchboard/node-server/observability';
import { createPresence } from '@switchboard/node-server/presence';
import { reportGaps } from '@switchboard/node-server/redis';
import { createSessions } from '@switchboard/node-server/sessions';
import { openStores } from '@switchboard/node-server/stores';
import { serveHttps } from '@switchboard/node-server/tls';
import { createPublisher, createRouter, createSocketMsgRouter } from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import express from 'express';
import type { Logger } from 'pino';
import { type Caller, callerOf, SCOPES, withServices } from './app-context.ts';
import type { Config } from './config.ts';
import { createEventControllerMap } from './event-controller-map.ts';
import { addPages, VIEWS } from './http/pages.ts';
import { createNotices } from './notices.ts';
import { createRedisMessageStore } from './stores/redis/message-store.ts';
import { messageJobs } from './stores/sqlite/message-store.ts';

/** For a bench: the same contract with other policies, that is, the same events, schemas and version. */
export interface ChatOptions extends AppOptions {
  readonly contract?: typeof chatContract | undefined;
}

/** Wires one serving process of the chat together. Nothing listens yet. */
export async function createApp(
  config: Config,
  logger: Logger,
  { ticketKeys, worker, contract = chatContract }: ChatOptions = {},
): Promise<App> {
  const metrics = createMetrics(worker?.slot);
  const calls = observeCalls(contract, config, { logger, metrics });
  const stores = await openStores(config, logger, { worker });
  const messages = await stores.open({ sqlite: messageJobs, redis: createRedisMessageStore });

  // 1. Express with its views, and the HTTPS server: key, certificate, passphrase, client certificates.
  const app = express();
  app.set('views', VIEWS);
  app.set('view engine', 'ejs');
  const https = await serveHttps(app, config, { logger, metrics, ticketKeys });

  // 2. Socket.IO on it, with PING_TIMEOUT and PING_INTERVAL, and who is there.
  const costs = limitCosts(config);
  const door = createDoor(https, config, { logger, metrics, costs });
  const { io, certificateOf, addressOf, onForeignOrigin, onHookFailed } = door;
  const publish = createPublisher(contract, io, { onDropped: calls.onUnknownFields });
  const notices = createNotices(io, publish);
  await stores.join(io, reportGaps(logger, metrics, notices.onGap));
  const presence = createPresence(io, { ...notices, store: stores.presence, logger });
  const sessions = createSessions(io, { ...notices, config, contract, stores, presence, logger });

  // 3. The router on the wildcard hook: every event is looked up in clientEventMap, and goes to its controller.
  // Imported where it is wanted, so that production has nothing of it.
  const development = config.production ? undefined : (await import('./development.ts')).develop(logger);
  const { roomAttachmentBytes } = config;
  const dependencies = { messages, presence, sessions, logger, roomAttachmentBytes };
  const router = traceCalls(
    createRouter(contract, {
      ...calls.router,
      ...stores.router,
      costs,
      suggestNames: !config.production,
      scopes: SCOPES,
      clientTimeout: DEFAULT_DEADLINE,
    })
      .context<Caller>()
      .use(withServices(presence, publish))
      .controllers(createEventControllerMap(dependencies, development?.load)),
  );
  if (config.production) await router.load();
  createSocketMsgRouter(router, {
    context: (socket) => callerOf(socket.data.user, certificateOf(socket), addressOf(socket)),
    admit: sessions.admit,
    onConnect: sessions.attach,
    onDisconnect: sessions.detach,
    onHookFailed,
  }).attach(io);
  const connectedSockets = () => io.of('/').sockets.size;
  const callsInFlight = () => router.inFlight;
  metrics.measure({ connectedSockets, callsInFlight });
  development?.attachAdmin(io, {
    ...{ config, sessions: sessions.store, publish, metrics, callsInFlight, onHookFailed },
    onFailure: calls.router.onFailure,
  });

  const parts = [https, sessions, presence, stores, development];
  const lifecycle = createLifecycle({ https, door, router, parts }, config);
  const readiness = [{ name: 'stores', isReady: stores.isReady }, ...sessions.readiness];
  addFirstRoutes(app, config, { metrics, worker, lifecycle, readiness });
  addPages(app, config, connectedSockets);
  const { identify } = sessions;
  addLastRoutes(app, config, { router, logger, identify, context: callerOf, onForeignOrigin });

  return { ...https, ...lifecycle, metrics: metrics.values };
}
