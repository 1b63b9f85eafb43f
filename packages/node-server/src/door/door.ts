import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket as TcpSocket } from 'node:net';
import type { CutReason } from '@switchboard/contract';
import type { CallCosts, HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Identity } from '../sessions/session.ts';
import type { ClientIdentity } from '../tls/client-identity.ts';
import type { AddressRates } from './addresses/client-addresses.ts';
import { announceLimits } from './announce-limits.ts';
import { bindCertificates } from './bind-certificates.ts';
import { type Connections, createConnections } from './connections.ts';
import { type CutLimits, guardConnections } from './guard/guard-connections.ts';
import { limitBodies } from './guard/limit-bodies.ts';
import { limitReceived, REQUEST_COST } from './guard/limit-received.ts';
import { limitUnreadAnswers } from './guard/limit-unread-answers.ts';
import { spreadRequests } from './guard/spread-requests.ts';
import { takeOverRequests } from './guard/take-over-requests.ts';
import { guardRequests } from './guard-requests.ts';
import type { MaxConnections } from './limit-connections.ts';
import { limitSessions } from './limit-sessions.ts';
import { warnOfMissing } from './look-for-members.ts';
import { takeOverRefusals } from './node-refusals.ts';
import { watchProxyHeaders } from './proxy-protocol/watch-proxy-headers.ts';
import { refuseUnserved } from './refuse-unserved.ts';
import { watchSetUp } from './set-up/watch-set-up.ts';
import { createSocketServer, type Server, type Socket, type SocketServerConfig } from './socket-server.ts';
import { watchDoor } from './watch-door.ts';

/** Socket.IO behind what keeps a server up: origins, limits, and certificates that stay with their session. */
export interface Door<User extends Identity = Identity> {
  readonly io: Server<User>;
  /** Who is connected, at each layer. */
  readonly connections: Connections;
  /** The client's certificate, if our CA signed it; it stays the same for as long as the socket lives. */
  certificateOf(socket: Pick<Socket, 'conn'>): ClientIdentity | undefined;
  /** What counts as one client, by the socket's address, for the rate of strangers; `undefined` if that cannot be known. */
  addressOf(socket: Pick<Socket, 'conn'>): string | undefined;
  /** For `addLastRoutes`: counts and logs a page of a foreign origin, which is refused. */
  readonly onForeignOrigin: (request: IncomingMessage) => void;
  /** For `createSocketMsgRouter`: counts and logs who was not let in, and logs hooks that failed. */
  readonly onHookFailed: (failure: HookFailure) => void;
}

/** What `serveHttps` gives, or `{ server }` with a server of the application's own that does not listen yet. */
export interface DoorServer {
  readonly server: HttpsServer | HttpServer;
  /** @default a registry of its own */
  readonly connections?: Connections;
}

export type DoorConfig = SocketServerConfig &
  CutLimits &
  MaxConnections &
  AddressRates &
  Partial<Pick<ServerConfig, 'proxyProtocol'>>;

export interface DoorParts {
  readonly logger: Logger;
  /** @default nothing is counted */
  readonly metrics?: Pick<Metrics, 'onRefused' | 'onCut'>;
  /** Gets the bytes of each packet that is sent, to charge them to the call that they are sent for. @default nobody is charged */
  readonly costs?: Pick<CallCosts, 'charge'>;
}

/**
 * Socket.IO on a server that does not listen yet, with its heartbeat and everything that it refuses or cuts, by a named
 * reason:
 * - 400 for JSONP, and for a request with no Host header, or with two of Host, of Authorization or of Idempotency-Key, and for an upgrade that nobody serves;
 * - 403 for a page of a foreign origin, and for a request with another certificate than its session was opened with;
 * - 417 for a request that expects what nobody knows;
 * - 503 for a session over `maxConnections` or, of one client address, `maxConnectionsPerAddress`;
 * - a connection is cut that sends more than `maxPacketsPerSecond`, pings and parts of messages among them, a packet of more
 *   than `maxPacketBytes`, one that is not Socket.IO or not expected, joins no namespace within `connectTimeout`, or leaves
 *   more than `maxBufferedBytes` unread. Where all leave more than `maxBufferedBytesInTotal` unread or half sent, those with
 *   the most are cut first. Its client learns why;
 * - a connection of HTTP is destroyed whose body comes in too many small pieces, or of whose answer its client reads nothing;
 * - an upgrade that is refused, or that nobody serves, is closed soon, whether its client closes it or not;
 * - an address that sends more than `maxReceivedBytesPerSecondPerAddress` is read later, and what comes at once takes turns
 *   with others.
 *
 * With `proxyProtocol` it also reads PROXY headers, unless `serveHttps` does so already. A `connection` listener of your own
 * that needs the client's address must be added before this call. Attach routers after it.
 */
export function createDoor<User extends Identity = Identity>(
  https: DoorServer,
  config: DoorConfig,
  { logger, metrics = { onRefused: ignore, onCut: ignore }, costs = { charge: ignore } }: DoorParts,
): Door<User> {
  const { server, connections = createConnections(server, config) } = https;
  const { onForeignOrigin, onForeignCertificate, onCut, onHookFailed } = watchDoor(
    logger,
    metrics,
    connections.blockOf,
  );
  const refuse = takeOverRefusals(server);
  takeOverRequests(server, refuse);
  const received = limitReceived(connections, config.maxPacketBytes);
  received.holdRequests(server);
  const io = createSocketServer<User>(server, config);
  refuseUnserved(server, `${io.path()}/`);
  const onCutStream = (reason: CutReason, stream: TcpSocket): void =>
    onCut(reason, { address: connections.blockOfStream(stream), transport: 'http' });
  const onFlood = (request: IncomingMessage): void => {
    const { socket } = request;
    connections.at(socket.remoteAddress)?.opened.take(COST_OF_FLOOD);
    connections.receivedOf(request)?.take(COST_OF_FLOOD * REQUEST_COST);
    onCutStream('flood', socket);
  };
  spreadRequests(server, onFlood);
  const unfinishedBody = limitBodies(server, connections, { maxPacketBytes: config.maxPacketBytes, onFlood });
  connections.watch(io);
  guardConnections(
    {
      ...{ server, engine: io.engine, connections, received, unfinishedBody },
      guardRequest: guardRequests(config, onForeignOrigin),
    },
    config,
    onCut,
    costs,
  );
  io.engine.use(refuse);
  warnOfMissing(io.engine, logger);
  limitUnreadAnswers(server, (stream) => onCutStream('slow_reader', stream));
  limitSessions(io.engine, connections, config, metrics.onRefused);
  announceLimits(io.of('/'), config);
  bindCertificates(io.engine, connections, onForeignCertificate);
  watchProxyHeaders(server, connections, config, { logger, metrics });
  watchSetUp(server, connections, config, logger);
  return {
    io,
    connections,
    certificateOf: ({ conn }) => {
      const certificate = connections.sessionOf(conn)?.certificate;
      return certificate?.verified ? certificate : undefined;
    },
    addressOf: connections.addressOf,
    onForeignOrigin,
    onHookFailed,
  };
}

/** What Node has read of too many requests costs as much as so many that are served and, without a proxy, as so many new connections. */
const COST_OF_FLOOD = 50;

function ignore(): void {}
