import type { IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { ClientToServerEvents, ServerToClientEvents } from '@switchboard/contract';
import type { clientEventMap, SessionEndReason, serverEventMap, User } from '@switchboard/events';
import { measuringParser } from '@switchboard/router';
import { Server as SocketIoServer, type Socket as SocketIoSocket } from 'socket.io';
import type { Session } from '../auth/identify.ts';
import type { Config } from '../config.ts';
import { originGuard } from './origin.ts';

type ClientEvents = ClientToServerEvents<typeof clientEventMap>;
type ServerEvents = ServerToClientEvents<typeof serverEventMap>;

/** What processes tell each other. */
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
}

export type Server = SocketIoServer<ClientEvents, ServerEvents, InterServerEvents, SocketData>;
export type Socket = SocketIoSocket<ClientEvents, ServerEvents, InterServerEvents, SocketData>;

/** What Engine.IO knows of a connection, below its namespaces. */
export type Connection = Socket['conn'];

type SocketConfig = Pick<
  Config,
  'pingTimeout' | 'pingInterval' | 'connectTimeout' | 'maxPacketBytes' | 'allowedOrigins'
>;

/** Socket.IO on the HTTPS server. A peer that is silent for `pingTimeout` after a heartbeat is dropped. */
export function createSocketServer(
  httpsServer: HttpsServer,
  { pingTimeout, pingInterval, connectTimeout, maxPacketBytes, allowedOrigins }: SocketConfig,
  onForeignOrigin?: (request: IncomingMessage) => void,
): Server {
  const io: Server = new SocketIoServer(httpsServer, {
    pingTimeout,
    pingInterval,
    connectTimeout,
    maxHttpBufferSize: maxPacketBytes,
    perMessageDeflate: false,
    serveClient: false,
    cleanupEmptyChildNamespaces: true,
    parser: measuringParser,
  });
  io.engine.use(originGuard(allowedOrigins, onForeignOrigin));
  return io;
}
