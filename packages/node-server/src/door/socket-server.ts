import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Handshake } from '@switchboard/router';
import { batchingWsEngine, countingWsEngine } from '@switchboard/ws-engine';
import { Server as SocketIoServer, type Socket as SocketIoSocket } from 'socket.io';
import type { ServerConfig } from '../config/server-config.ts';
import { workerOptions } from '../processes/cluster.ts';
import type { Identity, Session } from '../sessions/session.ts';
import { guardedParser } from './guard/guarded-parser.ts';

/** What the server keeps with each socket. */
export interface SocketData<User extends Identity = Identity> {
  /** Who is logged in on it. */
  user?: User | undefined;
  /** By which session. */
  session?: Session<User> | undefined;
  /** What its client said of itself when it connected. */
  handshake?: Handshake;
}

/** Events of any name. Socket.IO exports the type from 4.7 on only. */
type AnyEvents = SocketIoServer extends SocketIoServer<infer Events> ? Events : never;

export type Server<User extends Identity = Identity> = SocketIoServer<
  AnyEvents,
  AnyEvents,
  AnyEvents,
  SocketData<User>
>;
export type Socket<User extends Identity = Identity> = SocketIoSocket<
  AnyEvents,
  AnyEvents,
  AnyEvents,
  SocketData<User>
>;

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
  /** Where the certificate comes from: browsers learn to use HTTPS alone, but not from the development one. @default they do not */
  readonly tls?: ServerConfig['tls'];
  /** The proxies in front, which say by which name a client reached the server. @default none */
  readonly trustProxy?: ServerConfig['trustProxy'];
  /** The server's own origin. @default what each request says */
  readonly publicOrigin?: ServerConfig['publicOrigin'];
  /** The path below which `/socket.io/` is. @default the root */
  readonly basePath?: ServerConfig['basePath'];
}

/** Socket.IO on the server. A peer that is silent for `pingTimeout` after a heartbeat is dropped. */
export function createSocketServer<User extends Identity = Identity>(
  httpServer: HttpsServer | HttpServer,
  config: SocketServerConfig,
): Server<User> {
  const { pingTimeout, pingInterval, connectTimeout, maxPacketBytes, batchedWrites } = config;
  const { workers = 1, basePath = '' } = config;
  return new SocketIoServer(httpServer, {
    path: `${basePath}/socket.io`,
    pingTimeout,
    pingInterval,
    // The door's own comes before, and gives a reason.
    connectTimeout: connectTimeout + 1_000,
    maxHttpBufferSize: maxPacketBytes,
    perMessageDeflate: false,
    serveClient: false,
    // The door does so itself, also behind an answer on the same connection.
    destroyUpgrade: false,
    cleanupEmptyChildNamespaces: true,
    parser: guardedParser,
    wsEngine: batchedWrites ? batchingWsEngine : countingWsEngine,
    ...(workers > 1 && workerOptions()),
  });
}
