import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { ClientToServerEvents, ServerToClientEvents } from '@switchboard/contract';
import type { clientEventMap, SessionEndReason, serverEventMap, User } from '@switchboard/events';
import type { Handshake } from '@switchboard/router';
import { batchingWsEngine } from '@switchboard/ws-engine';
import { Server as SocketIoServer, type Socket as SocketIoSocket } from 'socket.io';
import type { Session } from '../auth/session.ts';
import type { Config } from '../config.ts';
import { workerOptions } from './cluster.ts';
import { guardedParser } from './guarded-parser.ts';
import { originGuard } from './origin.ts';

type ClientEvents = ClientToServerEvents<typeof clientEventMap>;
type ServerEvents = ServerToClientEvents<typeof serverEventMap>;

/** Messages between processes. */
export interface InterServerEvents {
  /** Every session of the user has ended, but the one that is kept. */
  sessionEnded(userId: string, reason: SessionEndReason, keptId?: string): void;
}

/** What the server keeps with each socket. */
export interface SocketData {
  /** Who is logged in on it. */
  user?: User | undefined;
  /** By which session. */
  session?: Session | undefined;
  /** What its client said of itself when it connected. */
  handshake?: Handshake;
}

export type Server = SocketIoServer<ClientEvents, ServerEvents, InterServerEvents, SocketData>;
export type Socket = SocketIoSocket<ClientEvents, ServerEvents, InterServerEvents, SocketData>;

/** What Engine.IO knows of a connection, below its namespaces. */
export type Connection = Socket['conn'];

export interface SocketServerOptions
  extends Pick<
    Config,
    'pingTimeout' | 'pingInterval' | 'connectTimeout' | 'maxPacketBytes' | 'batchedWrites'
  > {
  /** Origins of pages that may connect, beside the server's own; `any` demands nothing of a page. */
  readonly allowedOrigins: Config['allowedOrigins'] | 'any';
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
  }: SocketServerOptions,
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
