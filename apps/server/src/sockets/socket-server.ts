import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { ClientToServerEvents, ServerToClientEvents } from '@switchboard/contract';
import type { clientEventMap, serverEventMap, User } from '@switchboard/events';
import { measuringParser } from '@switchboard/router';
import { type DefaultEventsMap, Server as SocketIoServer, type Socket as SocketIoSocket } from 'socket.io';
import type { Config } from '../config.ts';
import { workerOptions } from './cluster.ts';
import { originGuard } from './origin.ts';

type ClientEvents = ClientToServerEvents<typeof clientEventMap>;
type ServerEvents = ServerToClientEvents<typeof serverEventMap>;

/** What the server keeps with each socket. */
export interface SocketData {
  /** Who is logged in on it. */
  user?: User | undefined;
}

export type Server = SocketIoServer<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
export type Socket = SocketIoSocket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

export interface SocketServerOptions extends Pick<Config, 'pingTimeout' | 'pingInterval'> {
  /** Origins of pages that may connect, beside the server's own; `any` demands nothing of a page. */
  readonly allowedOrigins: Config['allowedOrigins'] | 'any';
  /**
   * Milliseconds that a connection may last without joining a namespace.
   * @default 10,000
   */
  readonly connectTimeout?: number;
  /**
   * The largest packet of any event; each event's own `maxBytes` is below it.
   * @default 262,144
   */
  readonly maxPacketBytes?: number;
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
    allowedOrigins,
    connectTimeout = 10_000,
    maxPacketBytes = 262_144,
    workers = 1,
  }: SocketServerOptions,
): Server {
  const io: Server = new SocketIoServer(httpServer, {
    pingTimeout,
    pingInterval,
    connectTimeout,
    maxHttpBufferSize: maxPacketBytes,
    perMessageDeflate: false,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
    parser: measuringParser,
    ...(workers > 1 && workerOptions()),
  });
  if (allowedOrigins !== 'any') io.engine.use(originGuard(allowedOrigins));
  return io;
}
