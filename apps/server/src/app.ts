import cluster from 'node:cluster';
import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { ADMIN_NAMESPACE, contract as chatContract } from '@switchboard/events';
import { type CallRecord, createPublisher, createRouter } from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import express from 'express';
import type { Logger } from 'pino';
import { withServices } from './app-context.ts';
import { identifyBy } from './auth/identify.ts';
import { loadTokenSecrets } from './auth/token-secrets.ts';
import { createTokens } from './auth/tokens.ts';
import type { Config } from './config.ts';
import { createDrain } from './drain.ts';
import { createEventControllerMap } from './event-controller-map.ts';
import type { HotControllers } from './hot-controllers.ts';
import { addHttpRoutes } from './http/express-app.ts';
import { listen } from './listen.ts';
import { logCalls } from './observability/log-calls.ts';
import { logUnknownFields, type UnknownFields } from './observability/log-unknown-fields.ts';
import { createMetrics, type MetricValues } from './observability/metrics.ts';
import { watchDoor } from './observability/watch-door.ts';
import { announceLimits } from './sockets/announce-limits.ts';
import { attachRouter } from './sockets/attach-router.ts';
import { bindSessions } from './sockets/bound-sessions.ts';
import { checkSessions } from './sockets/check-sessions.ts';
import { createConnections } from './sockets/connections.ts';
import { type CallerContext, SCOPES } from './sockets/context.ts';
import { emitGaps } from './sockets/emit-gaps.ts';
import { guardConnections } from './sockets/guard-connections.ts';
import { admitBy } from './sockets/handshake.ts';
import { keepLease } from './sockets/keep-lease.ts';
import { createLiveSessions } from './sockets/live-sessions.ts';
import { logHookFailures } from './sockets/log-hook-failures.ts';
import { createSocketServer } from './sockets/socket-server.ts';
import { openStores } from './stores/open-stores.ts';
import { keepCertificate } from './tls/certificate-keeper.ts';
import { createHttpsServer, replaceCertificate } from './tls/https-server.ts';
import { limitConnections } from './tls/limit-connections.ts';
import { loadTls } from './tls/load-tls.ts';
import { trackConnections } from './tls/open-connections.ts';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;
/** The part of the time to drain that they get at most. */
const CLOSE_PART = 0.2;

export interface App {
  /** Starts serving. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. */
  reloadCertificate(): Promise<void>;
  /** What it counted and measured. */
  metrics(): Promise<MetricValues[]>;
  /** Makes TLS session tickets with other keys from now on. */
  setTicketKeys(keys: Buffer): void;
  /** Stops serving without harm to anybody; see Drain. `close` comes after it. */
  drain(drainDelay?: number): Promise<void>;
  /**
   * Lets the calls in flight finish, within a grace, answering new ones SERVICE_UNAVAILABLE; then lets clients go in a
   * way that they come back by themselves, and closes the stores.
   */
  close(): Promise<void>;
}

export interface AppOptions {
  /**
   * 48 bytes that the TLS session tickets are made with, the same in all workers.
   * @default random ones
   */
  readonly ticketKeys?: Buffer | undefined;
  /** Which of several workers this is, and how it gets the figures of them all. */
  readonly worker?: { readonly slot: number; readonly allMetrics: () => Promise<string> } | undefined;
  /**
   * The same contract with other policies: the same events, schemas and version.
   * @default the one of @switchboard/events
   */
  readonly contract?: typeof chatContract | undefined;
}

/** Wires one serving process together: HTTPS, Express, Socket.IO, router and stores. Nothing listens yet. */
export async function createApp(
  config: Config,
  logger: Logger,
  { ticketKeys, worker, contract = chatContract }: AppOptions = {},
): Promise<App> {
  const tls = await loadTls(config.tls);
  const stores = await openStores(config, { logger, isAlone: !cluster.isWorker });
  const { messages, sessions, presence, calls, rates } = stores;
  const tokens = createTokens({ secrets: loadTokenSecrets(config), ttl: config.tokenTtl });
  const identify = identifyBy(tokens, sessions);

  const app = express();
  const httpsOptions = { ...config, ticketKeys };
  const httpsServer = createHttpsServer(tls, httpsOptions, app);
  limitConnections(httpsServer, config, (reason) => metrics.onRefused(reason));
  const openConnections = trackConnections(httpsServer);
  const io = createSocketServer(httpsServer, config, (request) => door.onForeignOrigin(request));
  if (stores.redis) {
    const { joinOverRedis } = await import('./sockets/redis-adapter.ts');
    await joinOverRedis(io, stores.redis, { onGap: (reason) => emitGap(reason) });
  }
  const publish = createPublisher(contract, io, { onDropped: (fields) => onUnknownFields(fields) });
  const connections = createConnections(io, { publish, presence });
  const lease = keepLease(connections, logger);
  const live = createLiveSessions(io, connections);

  const connectedSockets = (): number => io.of('/').sockets.size;
  const metrics = createMetrics({ connectedSockets, callsInFlight: () => router.inFlight }, worker?.slot);
  const door = watchDoor(logger, metrics);
  guardConnections(io, config, door.onCut);
  announceLimits(io.of('/'), config);
  const emitGap = emitGaps(io, logger, metrics);
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
  const { createHotControllers } = await import('./hot-controllers.ts');
  return createHotControllers(new URL('./controllers/', import.meta.url), logger);
}
