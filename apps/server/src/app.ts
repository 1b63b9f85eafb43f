import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { DEFAULT_DEADLINE } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { type CallRecord, createPublisher, createRouter, createSocketMsgRouter } from '@switchboard/router';
import express from 'express';
import type { Logger } from 'pino';
import { withServices } from './app-context.ts';
import type { Config } from './config.ts';
import { createEventControllerMap } from './event-controller-map.ts';
import type { HotControllers } from './hot-controllers.ts';
import { addHttpRoutes } from './http/express-app.ts';
import { logCalls } from './observability/log-calls.ts';
import { createMetrics } from './observability/metrics.ts';
import { traceCalls } from './observability/tracing.ts';
import { bindSessions } from './sockets/bound-sessions.ts';
import { createConnections } from './sockets/connections.ts';
import { type CallerContext, callerContext, SCOPES } from './sockets/context.ts';
import { admitBy } from './sockets/handshake.ts';
import { logHookFailures } from './sockets/log-hook-failures.ts';
import { createSocketServer, type Socket } from './sockets/socket-server.ts';
import { StartError } from './start-error.ts';
import { openDatabase } from './stores/database.ts';
import { createSqliteSessionStore } from './stores/session-store.ts';
import { createSqliteMessageStore } from './stores/sqlite-message-store.ts';
import { keepCertificate } from './tls/certificate-keeper.ts';
import { createHttpsServer, replaceCertificate } from './tls/https-server.ts';
import { limitConnections } from './tls/limit-connections.ts';
import { loadTls } from './tls/load-tls.ts';
import { trackConnections } from './tls/open-connections.ts';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;

export interface App {
  /** Starts serving. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. */
  reloadCertificate(): Promise<void>;
  /**
   * Lets the calls in flight finish, within a grace, answering new ones SERVICE_UNAVAILABLE; then lets clients go in a
   * way that they come back by themselves, and closes the stores.
   */
  close(): Promise<void>;
}

/** Wires one serving process together: HTTPS, Express, Socket.IO, router and stores. Nothing listens yet. */
export async function createApp(config: Config, logger: Logger): Promise<App> {
  const tls = await loadTls(config.tls);
  const database = openDatabase(config.dataDir);
  const messages = createSqliteMessageStore(database);
  const sessions = createSqliteSessionStore(database);

  const app = express();
  const httpsOptions = { ...config };
  const httpsServer = createHttpsServer(tls, httpsOptions, app);
  limitConnections(httpsServer, config, (reason) => metrics.onRefused(reason));
  const openConnections = trackConnections(httpsServer);
  const io = createSocketServer(httpsServer, config);
  const publish = createPublisher(contract, io);
  const connections = createConnections(io, publish);

  const connectedSockets = (): number => io.of('/').sockets.size;
  const metrics = createMetrics({ connectedSockets, callsInFlight: () => router.inFlight });
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
  const settled = (record: CallRecord): void => {
    metrics.onSettled(record);
    log(record);
  };
  const untraced = createRouter(contract, {
    onSettled: settled,
    onLate: metrics.onLate,
    suggestNames: !config.production,
    scopes: SCOPES,
    clientTimeout: DEFAULT_DEADLINE,
  })
    .context<CallerContext>()
    .use(withServices(connections, publish))
    .controllers(createEventControllerMap({ messages, sessions, connections }, hotControllers?.load));
  const router = traceCalls(untraced);
  if (config.production) await router.load();

  createSocketMsgRouter(router, {
    context: (socket: Socket) => callerContext(socket.data.user, boundSessions.certificateOf(socket)),
    admit: admitBy(sessions),
    onConnect: connections.attach,
    onDisconnect: connections.detach,
    onHookFailed: logHookFailures(logger),
  }).attach(io);

  if (hotControllers) {
    const { attachAdmin } = await import('./attach-admin.ts');
    attachAdmin(io, {
      sessions,
      publish,
      metrics,
      callsInFlight: () => router.inFlight,
      allowedOrigins: config.allowedOrigins,
      load: hotControllers.load,
      onHookFailed: logHookFailures(logger),
    });
  }

  addHttpRoutes(app, config, {
    router,
    sessions,
    logger,
    metrics,
    connections: connectedSockets,
    isReady: () => httpsServer.listening,
  });

  return {
    listen: async () => {
      httpsServer.listen(config.port);
      await once(httpsServer, 'listening').catch((error: NodeJS.ErrnoException) => {
        throw toStartError(error, config.port);
      });
      return (httpsServer.address() as AddressInfo).port;
    },
    reloadCertificate: certificate.reload,
    close: async () => {
      certificate.close();
      const timer = setTimeout(openConnections.cutAll, CLOSE_GRACE);
      hotControllers?.close();
      await router.drain();
      await io.close();
      clearTimeout(timer);
      database.close();
    },
  };
}

/** Imported here alone, like the admin namespace, so that production has nothing of it. */
async function startHotControllers(logger: Logger): Promise<HotControllers> {
  const { createHotControllers } = await import('./hot-controllers.ts');
  return createHotControllers(new URL('./controllers/', import.meta.url), logger);
}

function toStartError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is in use: stop the other process or set SERVER_PORT.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new StartError(`Port ${port} needs more rights: set SERVER_PORT to 1024 or more.`, {
      cause: error,
    });
  }
  return error;
}
