import type { Server as TcpServer, Socket as TcpSocket } from 'node:net';
import type { ClientIdentity } from '../tls/client-identity.ts';
import { addressBlock } from './address-block.ts';
import type { ConnectionGuard } from './connection-guard.ts';
import { liveSocketsOf, sidOf } from './private-members.ts';
import type { Connection, Server, Socket } from './socket-server.ts';

/** What one client address has open. */
export interface ClientAddress {
  /** `192.0.2.1`, `2001:db8:1:2::/64` or `unknown`: what counts as one client. */
  readonly block: string;
  /** TCP connections. */
  connections: number;
  /** Sessions of Engine.IO; by polling one may have no TCP connection at the moment. */
  sessions: number;
}

/** A session of Engine.IO: one WebSocket, or the polling requests of one client. Only the door writes to it. */
export class EngineSession {
  /** As Engine.IO has it, with its `transport`. */
  readonly connection: Connection;
  readonly address: ClientAddress;
  /** The client's certificate when the session was opened, whoever signed it. */
  certificate: ClientIdentity | undefined = undefined;
  /** Counts what it sends and does not read; none where nobody guards it, or once it is cut. */
  guard: ConnectionGuard | undefined = undefined;
  /** Socket.IO's own map of the sockets that are connected over it; none before it has joined a namespace. */
  liveSockets: ReadonlyMap<string, unknown> | undefined = undefined;

  constructor(connection: Connection, address: ClientAddress) {
    this.connection = connection;
    this.address = address;
  }

  /** Sockets of Socket.IO that are connected over it now, one for each namespace. */
  get sockets(): number {
    return this.liveSockets?.size ?? 0;
  }
}

/** Gets what Engine.IO closed the session for, such as an Error of ws; `undefined` where it says nothing. */
export type SessionListener = (session: EngineSession, cause: unknown) => void;

/**
 * Who is connected to a server, at each layer: TCP connections by client address, above them sessions of Engine.IO, above
 * them the sockets of Socket.IO. What limits, guards, binds or closes connections reads it here.
 */
export interface Connections {
  /** How many TCP connections are open, those in their TLS handshake too. */
  readonly open: number;
  /** The sessions that are not closed yet, by their `sid`; one that is closing is among them. */
  readonly sessions: ReadonlyMap<string, EngineSession>;
  /** What this address has open; `undefined` if nothing. An address of IPv6 stands for its /64. */
  at(remoteAddress: string | undefined): Readonly<ClientAddress> | undefined;
  /** The session of a connection, after its end too; `undefined` for one that came before `watch`. */
  sessionOf(connection: Connection): EngineSession | undefined;
  /** Registers the sessions and sockets of a Socket.IO server from now on. Call it once, before the server listens. */
  watch(io: Server): void;
  /** Calls the listener at the end of each session. */
  onSessionClosed(listener: SessionListener): void;
  /** Destroys every TCP connection that is open, those of WebSockets too. */
  cutAll(): void;
}

/** Registers the TCP connections of a server from now on: call it before the server listens. */
export function createConnections(server: TcpServer): Connections {
  const tcp = new Map<TcpSocket, ClientAddress>();
  const addresses = new Map<string, ClientAddress>();
  const sessions = new Map<string, EngineSession>();
  const ofConnection = new WeakMap<Connection, EngineSession>();
  const listeners: SessionListener[] = [];

  const addressOf = (remoteAddress: string | undefined): ClientAddress => {
    const block = addressBlock(remoteAddress);
    const known = addresses.get(block);
    if (known) return known;
    const address = { block, connections: 0, sessions: 0 };
    addresses.set(block, address);
    return address;
  };
  const forgetIdle = ({ block, connections, sessions }: ClientAddress): void => {
    if (connections + sessions === 0) addresses.delete(block);
  };

  // The listeners are shared by all connections, which costs each of them less memory than its own. One for all at the end of
  // a session: a third listener of one event makes Node's list of them grow by 17 places.
  function tcpClosed(this: TcpSocket): void {
    const address = tcp.get(this);
    if (!address) return;
    tcp.delete(this);
    address.connections--;
    forgetIdle(address);
  }
  function sessionClosed(this: Connection, _reason: string, cause?: unknown): void {
    const sid = sidOf(this);
    const session = sessions.get(sid);
    if (!session) return;
    sessions.delete(sid);
    session.address.sessions--;
    forgetIdle(session.address);
    for (const listener of listeners) listener(session, cause);
  }
  const socketConnected = (socket: Socket): void => {
    const session = ofConnection.get(socket.conn);
    if (session) session.liveSockets = liveSocketsOf(socket);
  };

  server.on('connection', (socket: TcpSocket) => {
    const address = addressOf(socket.remoteAddress);
    address.connections++;
    tcp.set(socket, address);
    socket.on('close', tcpClosed);
  });
  return {
    get open() {
      return tcp.size;
    },
    sessions,
    at: (remoteAddress) => addresses.get(addressBlock(remoteAddress)),
    sessionOf: (connection) => ofConnection.get(connection),
    watch: (io) => {
      io.engine.on('connection', (connection: Connection) => {
        const address = addressOf(connection.remoteAddress);
        const session = new EngineSession(connection, address);
        address.sessions++;
        sessions.set(sidOf(connection), session);
        ofConnection.set(connection, session);
        connection.on('close', sessionClosed);
      });
      io.of('/').on('connection', socketConnected);
      io.on('new_namespace', (namespace) => void namespace.on('connection', socketConnected));
    },
    onSessionClosed: (listener) => void listeners.push(listener),
    cutAll: () => {
      for (const socket of tcp.keys()) socket.destroy();
    },
  };
}
