import type { IncomingMessage } from 'node:http';
import type { Server as TcpServer, Socket as TcpSocket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { ServerConfig } from '../config/server-config.ts';
import type { ClientIdentity } from '../tls/client-identity.ts';
import { addressBlock } from './addresses/address-block.ts';
import type { Bucket } from './addresses/bucket.ts';
import { AddressBook, type AddressRates, type ClientAddress, PROXIED } from './addresses/client-addresses.ts';
import { type ClientOf, createAddressOf, createClientOf, createIsProxy } from './addresses/client-of.ts';
import type { ConnectionGuard } from './guard/connection-guard.ts';
import type { PacketTurns } from './guard/packet-turns.ts';
import { type ClientMembers, clientOfSocket, sidOf } from './private-members.ts';
import type { Connection, Server, Socket } from './socket-server.ts';

/** A session of Engine.IO: one WebSocket, or the polling requests of one client. Only the door writes to it. */
export class EngineSession {
  /** As Engine.IO has it, with its `transport`. */
  readonly connection: Connection;
  readonly address: ClientAddress;
  /** The bytes that its address may send; its own where many clients have one address. */
  readonly received: Bucket;
  /** The client's certificate when the session was opened, also one that our CA did not sign. */
  certificate: ClientIdentity | undefined = undefined;
  /** Counts what it sends and does not read; none where nobody guards it. */
  guard: ConnectionGuard | undefined = undefined;
  /** What it sent by polling and has not had its turn yet; none where it never polled. */
  turns: PacketTurns | undefined = undefined;
  /** Bytes that have come of a packet whose attachments have not all come. */
  unfinished = 0;
  /** Whether it was cut; what it still sends does not count. */
  isCut = false;
  /** Socket.IO's own maps of what is joined over it; none before it has joined a namespace. */
  client: ClientMembers | undefined = undefined;

  constructor(connection: Connection, address: ClientAddress, received: Bucket) {
    this.connection = connection;
    this.address = address;
    this.received = received;
  }

  /** Sockets of Socket.IO that are connected over it now, one for each namespace. */
  get sockets(): number {
    return this.client?.sockets.size ?? 0;
  }
}

/** Where a connection has its session: every packet asks for it, and a WeakMap takes longer. */
const SESSION: unique symbol = Symbol('session');

interface OpenedConnection extends Connection {
  [SESSION]?: EngineSession;
}

/** Gets what Engine.IO closed the session for, such as an Error of ws; `undefined` where it says nothing. */
export type SessionListener = (session: EngineSession, cause: unknown) => void;

/**
 * Who is connected to a server, at each layer: TCP connections by client address, above them sessions of Engine.IO, above
 * them the sockets of Socket.IO. What limits, guards, binds or closes connections reads it here.
 */
export interface Connections {
  /** How many TCP connections are open, those in their TLS handshake and the `unnamed` too. */
  readonly open: number;
  /** TCP connections whose client a PROXY header is still to name. Only what reads these headers writes to it. */
  readonly unnamed: Set<TcpSocket>;
  /** What is written to: each TCP connection or, with TLS, what encrypts it. */
  readonly streams: ReadonlySet<TcpSocket>;
  /** The sessions that are not closed yet, by their `sid`; one that is closing is among them. */
  readonly sessions: ReadonlyMap<string, EngineSession>;
  /** Who sends a request, behind the proxies that are trusted. */
  readonly clientOf: ClientOf;
  /**
   * What the address of a TCP connection has open; `undefined` if nothing, or if it is that of a trusted proxy. An address of
   * IPv6 stands for its /64.
   */
  at(remoteAddress: string | undefined): Readonly<ClientAddress> | undefined;
  /** Whether the address of a TCP connection may open one more now, by its rate. */
  mayOpen(remoteAddress: string | undefined): boolean;
  /** What the client of a request has open; `undefined` if nothing, or if its address cannot be known. */
  atClientOf(request: IncomingMessage): Readonly<ClientAddress> | undefined;
  /** What counts as one client, by a request: as the log names it, which is `proxied` if its address cannot be known. */
  blockOf(request: IncomingMessage): string;
  /** The same by a connection of HTTP; behind a trusted proxy, the client of its last request. */
  blockOfStream(stream: TcpSocket): string;
  /** The bytes that the client of a request may send; `undefined` if its address cannot be known. */
  receivedOf(request: IncomingMessage): Bucket | undefined;
  /** What counts as one client, by the address of this socket; `undefined` if that cannot be known. */
  addressOf(socket: Pick<Socket, 'conn'>): string | undefined;
  /** The session of a connection, after its end too; `undefined` for one that came before `watch`. */
  sessionOf(connection: Connection): EngineSession | undefined;
  /**
   * Registers the sessions and sockets of a Socket.IO server from now on, and whose requests come. Call it once, when everything
   * that serves requests is there, and before the server listens.
   */
  watch(io: Server): void;
  /** Calls the listener at the begin of each session. */
  onSessionOpened(listener: (session: EngineSession) => void): void;
  /** Calls the listener at the end of each session. */
  onSessionClosed(listener: SessionListener): void;
  /** Destroys every TCP connection that is open, those of WebSockets too. */
  cutAll(): void;
}

/**
 * Registers the TCP connections of a server from now on, and makes it read all headers of a request: call it before the server
 * listens.
 */
export function createConnections(
  server: TcpServer,
  { trustProxy = 0, ...rates }: Partial<Pick<ServerConfig, 'trustProxy'>> & AddressRates = {},
): Connections {
  const tcp = new Map<TcpSocket, ClientAddress>();
  const unnamed = new Set<TcpSocket>();
  const streams = new Set<TcpSocket>();
  const addresses = new AddressBook(rates);
  const sessions = new Map<string, EngineSession>();
  const openListeners: ((session: EngineSession) => void)[] = [];
  const closeListeners: SessionListener[] = [];
  const clientOf = createClientOf(trustProxy);
  const isProxy = createIsProxy(trustProxy);

  const blockOfTcp = (remoteAddress: string | undefined): string =>
    isProxy(remoteAddress) ? PROXIED : addressBlock(remoteAddress);
  const addressOfRequest = createAddressOf(trustProxy);
  const blockOf = (request: IncomingMessage): string => addressOfRequest(request) ?? PROXIED;
  /** Who sent the last request of a connection that is a proxy's. */
  const proxied = new WeakMap<TcpSocket, string>();
  const noteClient = (request: IncomingMessage): void => {
    if (isProxy(request.socket.remoteAddress)) proxied.set(request.socket, blockOf(request));
  };
  // The listeners are shared by all connections, which costs each of them less memory than its own. One for all at the end of
  // a session: a third listener of one event makes Node's list of them grow by 17 places.
  function tcpClosed(this: TcpSocket): void {
    streams.delete(this);
    const address = tcp.get(this);
    if (!address) return;
    tcp.delete(this);
    address.connections--;
    addresses.forgetIdle(address);
  }
  function streamClosed(this: TcpSocket): void {
    streams.delete(this);
  }
  function sessionClosed(this: Connection, _reason: string, cause?: unknown): void {
    const sid = sidOf(this);
    const session = sessions.get(sid);
    if (!session) return;
    sessions.delete(sid);
    session.address.sessions--;
    addresses.forgetIdle(session.address);
    for (const listener of closeListeners) listener(session, cause);
  }
  const socketConnected = (socket: Socket): void => {
    const session = sessionOf(socket.conn);
    if (session) session.client = clientOfSocket(socket);
  };

  // Node drops what comes behind a thousand headers without a word, such as what a proxy adds. How long they may be together stays limited.
  if ('maxHeadersCount' in server) server.maxHeadersCount = 0;
  const isTls = server instanceof TlsServer;
  server.on('connection', (socket: TcpSocket) => {
    const address = addresses.of(blockOfTcp(socket.remoteAddress));
    address.connections++;
    address.opened.take(1);
    tcp.set(socket, address);
    if (!isTls) streams.add(socket);
    socket.on('close', tcpClosed);
  });
  if (isTls) {
    server.on('secureConnection', (socket) => {
      streams.add(socket);
      socket.on('close', streamClosed);
    });
  }
  return {
    get open() {
      return tcp.size + unnamed.size;
    },
    unnamed,
    streams,
    sessions,
    clientOf,
    at: (remoteAddress) => addresses.inUse(blockOfTcp(remoteAddress)),
    mayOpen: (remoteAddress) => addresses.mayOpen(blockOfTcp(remoteAddress)),
    atClientOf: (request) => addresses.inUse(blockOf(request)),
    blockOf,
    blockOfStream: (stream) => proxied.get(stream) ?? blockOfTcp(stream.remoteAddress),
    receivedOf: (request) => {
      const block = blockOf(request);
      if (block === PROXIED) return undefined;
      const address = addresses.of(block);
      // Behind a proxy it has nothing open here.
      addresses.forgetIdle(address);
      return address.received;
    },
    addressOf: ({ conn }) => {
      const block = sessionOf(conn)?.address.block;
      return block === PROXIED ? undefined : block;
    },
    sessionOf,
    watch: (io) => {
      // Before what may cut the connection for it.
      server.prependListener('request', noteClient).prependListener('upgrade', noteClient);
      io.engine.on('connection', (connection: OpenedConnection) => {
        const address = addresses.of(blockOf(connection.request));
        const session = new EngineSession(connection, address, addresses.receivedOf(address));
        address.sessions++;
        sessions.set(sidOf(connection), session);
        connection[SESSION] = session;
        connection.on('close', sessionClosed);
        for (const listener of openListeners) listener(session);
      });
      io.of('/').on('connection', socketConnected);
      io.on('new_namespace', (namespace) => void namespace.on('connection', socketConnected));
    },
    onSessionOpened: (listener) => void openListeners.push(listener),
    onSessionClosed: (listener) => void closeListeners.push(listener),
    cutAll: () => {
      for (const socket of [...unnamed, ...tcp.keys()]) socket.destroy();
    },
  };
}

function sessionOf(connection: OpenedConnection): EngineSession | undefined {
  return connection[SESSION];
}
