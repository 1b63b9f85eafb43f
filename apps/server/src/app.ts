import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { contract } from '@switchboard/events';
import { createPublisher, createRouter, createSocketMsgRouter } from '@switchboard/router';
import express from 'express';
import type { Logger } from 'pino';
import { withServices } from './app-context.ts';
import type { Config } from './config.ts';
import { createEventControllerMap } from './event-controller-map.ts';
import { addHttpRoutes } from './http/express-app.ts';
import { logCalls } from './log-calls.ts';
import { createConnections } from './sockets/connections.ts';
import { type CallerContext, callerContext } from './sockets/context.ts';
import { handshake } from './sockets/handshake.ts';
import { createSocketServer, type Socket } from './sockets/socket-server.ts';
import { StartError } from './start-error.ts';
import { openDatabase } from './stores/database.ts';
import { createSqliteSessionStore } from './stores/session-store.ts';
import { createSqliteMessageStore } from './stores/sqlite-message-store.ts';
import { createHttpsServer } from './tls/https-server.ts';
import { loadTls } from './tls/load-tls.ts';
import { trackConnections } from './tls/open-connections.ts';

/** Milliseconds that peers get to finish and hang up before their connections are cut. */
const CLOSE_GRACE = 2_000;

export interface App {
  /** Starts serving. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Lets clients go in a way that they come back by themselves, ends what is open, and closes the stores. */
  close(): Promise<void>;
}

/** Wires one serving process together: HTTPS, Express, Socket.IO, router and stores. Nothing listens yet. */
export async function createApp(config: Config, logger: Logger): Promise<App> {
  const tls = await loadTls(config.tls);
  const database = openDatabase(config.dataDir);
  const messages = createSqliteMessageStore(database);
  const sessions = createSqliteSessionStore(database);

  const app = express();
  const httpsServer = createHttpsServer(tls, config, app);
  const openConnections = trackConnections(httpsServer);
  const io = createSocketServer(httpsServer, config);
  const publish = createPublisher(contract, io);
  const connections = createConnections(io, publish);

  const router = createRouter(contract, { onSettled: logCalls(logger), suggestNames: !config.production })
    .context<CallerContext>()
    .use(withServices(connections, publish))
    .controllers(createEventControllerMap({ messages, sessions, connections }));
  if (config.production) await router.load();

  const socketMsgRouter = createSocketMsgRouter(router, (socket: Socket) => callerContext(socket.data.user));
  io.use(handshake(sessions, logger));
  io.on('connection', (socket) => {
    socketMsgRouter(socket);
    connections.attach(socket);
  });

  addHttpRoutes(app, config, {
    router,
    sessions,
    logger,
    connections: () => io.of('/').sockets.size,
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
    close: async () => {
      const timer = setTimeout(openConnections.cutAll, CLOSE_GRACE);
      await io.close();
      clearTimeout(timer);
      database.close();
    },
  };
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
