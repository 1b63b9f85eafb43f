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

/** The largest packet of any event; each event's own `maxBytes` is below it. */
const MAX_PACKET_BYTES = 262_144;

/** Socket.IO on the HTTPS server. A peer that is silent for `pingTimeout` after a heartbeat is dropped. */
export function createSocketServer(
  httpsServer: HttpsServer,
  {
    pingTimeout,
    pingInterval,
    allowedOrigins,
    workers,
  }: Pick<Config, 'pingTimeout' | 'pingInterval' | 'allowedOrigins' | 'workers'>,
): Server {
  const io: Server = new SocketIoServer(httpsServer, {
    pingTimeout,
    pingInterval,
    connectTimeout: 10_000,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    perMessageDeflate: false,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
    parser: measuringParser,
    ...(workers > 1 && workerOptions()),
  });
  io.engine.use(originGuard(allowedOrigins));
  return io;
}
