import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { ADMIN_NAMESPACE, contract as chatContract } from '@switchboard/events';
import { type CallRecord, createPublisher, createRouter } from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import express from 'express';
import type { Logger } from 'pino';
import { withServices } from './app-context.ts';
import { identifyBy } from '@switchboard/node-server/sessions';
import { loadTokenSecrets } from '@switchboard/node-server/sessions';
import { createTokens } from '@switchboard/node-server/sessions';
import type { Config } from './config.ts';
import { createDrain } from '@switchboard/node-server/lifecycle';
import { createEventControllerMap } from './event-controller-map.ts';
import type { HotControllers } from '@switchboard/node-server/dev';
import { addHttpRoutes } from './http/express-app.ts';
import { listen } from '@switchboard/node-server/lifecycle';
import { logCalls } from '@switchboard/node-server/observability';
import { logUnknownFields, type UnknownFields } from '@switchboard/node-server/observability';
import { createMetrics } from '@switchboard/node-server/observability';
import { watchDoor } from '@switchboard/node-server/observability';
import { announceLimits } from '@switchboard/node-server/door';
import { attachRouter } from './sockets/attach-router.ts';
import { bindSessions } from '@switchboard/node-server/door';
import { checkSessions } from '@switchboard/node-server/sessions';
import { createConnections } from './sockets/connections.ts';
import { type CallerContext, SCOPES } from './sockets/context.ts';
import { reportGaps } from '@switchboard/node-server/redis';
import { guardConnections } from '@switchboard/node-server/door';
import { admitBy } from './sockets/handshake.ts';
import { keepLease } from '@switchboard/node-server/presence';
import { createLiveSessions } from '@switchboard/node-server/sessions';
import { logHookFailures } from '@switchboard/node-server/door';
import { createSocketServer } from '@switchboard/node-server/door';
import { createRedisMessageStore } from './stores/redis/message-store.ts';
import { messageJobs } from './stores/sqlite/message-store.ts';
import { openStores } from '@switchboard/node-server/stores';
import type { App, AppOptions } from '@switchboard/node-server/lifecycle';
import { keepCertificate } from '@switchboard/node-server/tls';
import { createHttpsServer, replaceCertificate } from '@switchboard/node-server/tls';
import { limitConnections } from '@switchboard/node-server/door';
import { loadTls } from '@switchboard/node-server/tls';
import { trackConnections } from '@switchboard/node-server/door';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;
/** The part of the time to drain that they get at most. */
const CLOSE_PART = 0.2;

/** For a bench: the same contract with other policies, that is, the same events, schemas and version. */
export interface ChatOptions extends AppOptions {
  readonly contract?: typeof chatContract | undefined;
}

/** Wires one serving process together: HTTPS, Express, Socket.IO, router and stores. Nothing listens yet. */
export async function createApp(
  config: Config,
  logger: Logger,
  { ticketKeys, worker, contract = chatContract }: ChatOptions = {},
): Promise<App> {
  const tls = await loadTls(config.tls);
  const stores = await openStores(config, logger);
  const { sessions, presence, calls, rates } = stores;
  const messages = await stores.open({ sqlite: messageJobs, redis: createRedisMessageStore });
  const tokens = createTokens({ secrets: loadTokenSecrets(config), ttl: config.tokenTtl, audience: contract.name });
  const identify = identifyBy(tokens, sessions);

  const app = express();
  const httpsOptions = { ...config, ticketKeys };
  const httpsServer = createHttpsServer(tls, httpsOptions, app);
  limitConnections(httpsServer, config, (reason) => metrics.onRefused(reason));
  const openConnections = trackConnections(httpsServer);
  const io = createSocketServer(httpsServer, config, (request) => door.onForeignOrigin(request));
  await stores.join(io, (reason) => emitGap(reason));
  const publish = createPublisher(contract, io, { onDropped: (fields) => onUnknownFields(fields) });
  const connections = createConnections(io, { publish, presence });
  const lease = keepLease(connections.renew, logger);
  const live = createLiveSessions(io, {
    ...connections,
    onEnded: (socket, reason) => publish.toSocket(socket.id).emit('session:ended', { reason }),
  });

  const connectedSockets = (): number => io.of('/').sockets.size;
  const metrics = createMetrics({ connectedSockets, callsInFlight: () => router.inFlight }, worker?.slot);
  const door = watchDoor(logger, metrics);
  guardConnections(io, config, door.onCut);
  announceLimits(io.of('/'), config);
  const emitGap = reportGaps(logger, metrics, (reason) => void io.local.emit('system:gap', { reason }));
  const log = logCalls(logger, { contract, payloads: config.logPayloads });
  const boundSessions = bindSessions(io.engine, () => metrics.onRefused('foreign_certificate'));
  const certificate = keepCertificate({
    material: tls,
    config: config.tls,
    apply: (material) => replaceCertificate(httpsServer, material, httpsOptions),
    logger,
    metrics: metrics.certificate,
  });
  const hotControllers = config.production ? undefined : await startHotControllers(logger);
  const warnOfUnknownFields = config.production ? undefined : logUnknownFields(logger);
  const onUnknownFields = (fields: UnknownFields): void => {
    metrics.onUnknownFields(fields);
    warnOfUnknownFields?.(fields);
  };
  const settled = (record: CallRecord): void => {
    const { event, dropped } = record;
    metrics.onSettled(record);
    if (dropped) onUnknownFields({ event, dropped });
    log.onSettled(record);
  };
  const untraced = createRouter(contract, {
    onSettled: settled,
    onLate: metrics.onLate,
    onFailure: log.onFailure,
    suggestNames: !config.production,
    scopes: SCOPES,
    clientTimeout: DEFAULT_DEADLINE,
    ...(calls && { callStore: calls }),
    ...(rates && { rateStore: rates }),
    onRateStoreFailed: (error) =>
      logger.error({ err: error }, 'Rates are counted by each process for itself'),
  })
    .context<CallerContext>()
    .use(withServices(connections, publish))
    .controllers(
      createEventControllerMap(
        {
          messages,
          sessions,
          connections,
          live,
          tokens,
          onMarkFailed: (error) => logger.warn({ err: error }, 'A message could not be marked as sent'),
        },
        hotControllers?.load,
      ),
    );
  const router = traceCalls(untraced);
  if (config.production) await router.load();

  const drain = createDrain({ httpsServer, io, router }, config);
  const onHookFailed = logHookFailures(logger);
  attachRouter(io, {
    router,
    admit: admitBy({ identify, connections, maxConnectionsPerUser: config.maxConnectionsPerUser }),
    certificateOf: boundSessions.certificateOf,
    records: [live, connections],
    onHookFailed: (failure) => {
      door.onRefused(failure);
      onHookFailed(failure);
    },
  });

  const stopChecking = checkSessions(io, {
    sessions,
    live,
    interval: config.sessionCheckInterval,
    onFailed: (error) => logger.warn({ err: error }, 'The sessions could not be checked'),
  });

  if (hotControllers) {
    const { attachAdmin } = await import('./attach-admin.ts');
    announceLimits(io.of(ADMIN_NAMESPACE), config);
    attachAdmin(io, {
      sessions,
      publish,
      metrics,
      callsInFlight: () => router.inFlight,
      allowedOrigins: config.allowedOrigins,
      load: hotControllers.load,
      onHookFailed,
      onFailure: log.onFailure,
    });
  }

  addHttpRoutes(app, config, {
    router,
    identify,
    logger,
    metrics: { contentType: metrics.contentType, text: worker?.allMetrics ?? metrics.text },
    connections: connectedSockets,
    isLeaving: () => drain.isDraining,
    readiness: [
      { name: 'serving', isReady: () => httpsServer.listening && !drain.isDraining },
      { name: 'stores', isReady: stores.isReady },
    ],
  });

  return {
    listen: () => listen(httpsServer, config.port),
    reloadCertificate: certificate.reload,
    metrics: metrics.values,
    setTicketKeys: (keys) => {
      httpsOptions.ticketKeys = keys;
      httpsServer.setTicketKeys(keys);
    },
    drain: (drainDelay = 0) => drain.begin(drainDelay),
    close: async () => {
      certificate.close();
      const grace = Math.min(CLOSE_GRACE, config.drainTime * CLOSE_PART);
      const timer = setTimeout(openConnections.cutAll, grace);
      hotControllers?.close();
      stopChecking();
      await router.drain();
      await io.close();
      // Socket.IO does not wait where the server has begun to close before.
      await drain.gone();
      clearTimeout(timer);
      lease.stop();
      await connections
        .close()
        .catch((error: unknown) => logger.warn({ err: error }, 'Presence was left behind'));
      await stores.close();
    },
  };
}

/** Imported here alone, like the admin namespace, so that production has nothing of it. */
async function startHotControllers(logger: Logger): Promise<HotControllers> {
  const { createHotControllers } = await import('@switchboard/node-server/dev');
  return createHotControllers(new URL('./controllers/', import.meta.url), logger);
}
