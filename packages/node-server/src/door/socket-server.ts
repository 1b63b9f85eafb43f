import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Handshake } from '@switchboard/router';
import { batchingWsEngine } from '@switchboard/ws-engine';
import { type DefaultEventsMap, Server as SocketIoServer, type Socket as SocketIoSocket } from 'socket.io';
import type { ServerConfig } from '../config/server-config.ts';
import { workerOptions } from '../processes/cluster.ts';
import type { Identity, Session } from '../sessions/session.ts';
import { guardedParser } from './guarded-parser.ts';
import { originGuard } from './origin.ts';

/** What the server keeps with each socket. */
export interface SocketData {
  /** Who is logged in on it. */
  user?: Identity | undefined;
  /** By which session. */
  session?: Session | undefined;
  /** What its client said of itself when it connected. */
  handshake?: Handshake;
}

export type Server = SocketIoServer<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type Socket = SocketIoSocket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** What Engine.IO knows of a connection, below its namespaces. */
export type Connection = Socket['conn'];

export interface SocketServerConfig
  extends Pick<
    ServerConfig,
    'pingTimeout' | 'pingInterval' | 'connectTimeout' | 'maxPacketBytes' | 'batchedWrites'
  > {
  /** Origins of pages that may connect, beside the server's own; `any` demands nothing of a page. */
  readonly allowedOrigins: ServerConfig['allowedOrigins'] | 'any';
  /**
   * How many processes serve the port. With more than one, clients need WebSocket.
   * @default 1
   */
  readonly workers?: number;
}

/** Socket.IO on the server. A peer that is silent for `pingTimeout` after a heartbeat is dropped. */
export function createSocketServer(
  httpServer: HttpsServer | HttpServer,
  {
    pingTimeout,
    pingInterval,
    connectTimeout,
    maxPacketBytes,
    batchedWrites,
    allowedOrigins,
    workers = 1,
  }: SocketServerConfig,
  onForeignOrigin?: (request: IncomingMessage) => void,
): Server {
  const io: Server = new SocketIoServer(httpServer, {
    pingTimeout,
    pingInterval,
    connectTimeout,
    maxHttpBufferSize: maxPacketBytes,
    perMessageDeflate: false,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
    parser: guardedParser,
    ...(batchedWrites && { wsEngine: batchingWsEngine }),
    ...(workers > 1 && workerOptions()),
  });
  if (allowedOrigins !== 'any') io.engine.use(originGuard(allowedOrigins, onForeignOrigin));
  return io;
}
