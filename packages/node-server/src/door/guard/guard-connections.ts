import type { IncomingMessage } from 'node:http';
import { CUT_REASONS, type CutBody, type CutReason } from '@switchboard/contract';
import type { CallCosts } from '@switchboard/router';
import type { ServerConfig } from '../../config/server-config.ts';
import type { EngineSession } from '../connections.ts';
import { requestedSid, webSocketOf } from '../private-members.ts';
import type { Connection } from '../socket-server.ts';
import { limitConnecting } from './connect-timeout.ts';
import { ConnectionGuard, type EnginePacket, type GuardLimits, sizeOf } from './connection-guard.ts';
import { cutConnection } from './cut-connection.ts';
import { type GuardedServer, guardWebSockets } from './guard-web-sockets.ts';
import { decodeFor, type PacketReader, UNEXPECTED } from './guarded-parser.ts';
import { limitIdlePolling } from './idle-polling.ts';
import { limitPackets } from './limit-packets.ts';
import type { ReceivedLimit } from './limit-received.ts';
import { answerPolling } from './polling-requests.ts';
import { UnreadBudget, type UnreadBudgetOptions } from './unread-budget.ts';

export type CutLimits = GuardLimits &
  Pick<ServerConfig, 'maxPacketBytes' | 'maxBufferedBytesInTotal' | 'connectTimeout' | 'pingTimeout'>;

/** What was cut: a session, or an HTTP connection alone. */
export interface CutFacts {
  /** What counts as one client. */
  readonly address: string;
  readonly transport: string;
}

/** What comes in below the packets. */
export interface Incoming {
  readonly received: ReceivedLimit;
  /** Refuses requests that may not come in: they are paid for like any other. */
  readonly guardRequest: (request: IncomingMessage, response: unknown, next: () => void) => void;
  /** Of a body of HTTP. */
  readonly unfinishedBody: UnreadBudgetOptions['unfinishedOn'];
}

/**
 * Cuts a connection that does not read what it is sent, sends more than its share, sends what cannot be read or is not
 * expected, or joins nothing, and says why. The other clients see it leave like any other.
 */
export function guardConnections(
  { server, engine, connections, received, guardRequest, unfinishedBody }: GuardedServer & Incoming,
  limits: CutLimits,
  onCut: (reason: CutReason, facts: CutFacts) => void,
  costs: Pick<CallCosts, 'charge'>,
): void {
  const describe = descriptions(limits);
  /** Reports it, unless it was cut before or nobody guards it. */
  const report = (session: EngineSession, reason: CutReason): boolean => {
    if (!session.guard || session.isCut) return false;
    session.isCut = true;
    onCut(reason, { address: session.address.block, transport: session.connection.transport.name });
    return true;
  };
  const cut = (connection: Connection, reason: CutReason, message = describe[reason]): void => {
    const session = connections.sessionOf(connection);
    if (!session || !report(session, reason)) return;
    cutConnection(connection, { cut: reason, message });
    frames.watchCut(session);
  };
  const cutFlood = (connection: Connection): void => cut(connection, 'flood');
  const guardOf = (connection: Connection): ConnectionGuard | undefined => {
    const session = connections.sessionOf(connection);
    return session?.isCut ? undefined : session?.guard;
  };

  const budget = new UnreadBudget({
    connections,
    unfinishedOn: (stream) => unfinishedBody(stream) + frames.unfinishedOn(stream),
    most: limits.maxBufferedBytesInTotal,
    cut: ({ connection }) => {
      const webSocket = webSocketOf(connection);
      cut(connection, 'server_full');
      // What waits for a WebSocket is freed with it alone.
      webSocket?.terminate();
    },
    onDestroy: (stream) =>
      onCut('server_full', { address: connections.blockOfStream(stream), transport: 'http' }),
  });
  server.on('request', () => {
    budget.add(BYTES_PER_ANSWER);
    budget.watch();
  });

  // The listeners are shared by all connections, which costs each of them less memory than its own.
  function countOut(this: Connection, { data }: EnginePacket): void {
    const bytes = sizeOf(data);
    budget.add(bytes);
    costs.charge(bytes);
    const reason = guardOf(this)?.countOut(bytes, webSocketOf(this)?.bufferedAmount ?? 0);
    // Not amid a broadcast: its departure is one more.
    if (reason) setImmediate(cut, this, reason);
  }
  function countIn(this: Connection, packet: EnginePacket): void {
    const session = connections.sessionOf(this);
    decodeFor(session, reader);
    if (!session || session.isCut) return;
    const now = performance.now();
    received.count(session, sizeOf(packet.data), now);
    const reason = session.guard?.countIn(packet, now);
    if (reason) cut(this, reason);
  }
  const reader: PacketReader = {
    isExpected: ({ client }, { type, nsp }) => {
      const isJoined = client?.nsps.has(nsp) ?? false;
      return type === CONNECT ? !isJoined : isJoined && type !== CONNECT_ERROR;
    },
    onUnreadable: ({ connection }, error) => {
      if (error === UNEXPECTED) cut(connection, 'unexpected_packet');
      else if (error.message === TOO_MANY_ATTACHMENTS) cut(connection, 'too_many_attachments');
      else
        cut(
          connection,
          'parse_error',
          `${describe.parse_error} (${error.message})`.slice(0, MAX_CLOSE_REASON),
        );
    },
  };

  const frames = guardWebSockets({ server, engine, connections }, (session, bytes, webSocket) => {
    budget.add(bytes);
    const now = performance.now();
    received.count(session, bytes, now, webSocket);
    const reason = session.guard?.countFrame(webSocket.bufferedAmount, now);
    if (!reason) return;
    cut(session.connection, reason);
    const isProbe = webSocketOf(session.connection) !== webSocket;
    if (isProbe || session.guard?.goesOn) webSocket.terminate();
  });

  engine.on('flush', (connection: Connection) => connections.sessionOf(connection)?.guard?.flushed());
  connections.onSessionOpened((session) => {
    const { connection } = session;
    session.guard = new ConnectionGuard(limits);
    budget.watch();
    frames.watch(session);
    limitPackets(connection, limits.maxPacketsPerSecond, cutFlood);
    connection.on('packetCreate', countOut);
    connection.on('packet', countIn);
  });
  connections.onSessionClosed((session, cause) => {
    const reason = cause instanceof Error ? reasonOfWs(cause) : undefined;
    if (reason) report(session, reason);
  });
  limitConnecting(connections, limits.connectTimeout, ({ connection }) => cut(connection, 'connect_timeout'));
  const [most, patience, silence] = [
    limits.maxBufferedBytes * MOST_IDLE,
    limits.connectTimeout,
    limits.pingTimeout,
  ];
  const idle = {
    much: `more than ${most} bytes waited and were not asked for in ${patience / 1_000} s (poll, or raise MAX_BUFFERED_BYTES)`,
    silent: `nothing was asked for in ${silence / 1_000} s (poll, or raise PING_TIMEOUT)`,
  };
  engine.use(
    limitIdlePolling(connections, {
      most,
      patience,
      silence,
      cut: ({ connection }, reason) => cut(connection, 'slow_reader', idle[reason]),
    }),
  );
  const refuseTooLarge = (sid: string): CutBody => {
    const session = connections.sessions.get(sid);
    if (session) cut(session.connection, 'packet_too_large');
    return { cut: 'packet_too_large', message: describe.packet_too_large };
  };
  engine.use(received.hold);
  engine.use(guardRequest);
  engine.use(answerPolling(limits.maxPacketBytes, refuseTooLarge));
  // What a session sends next is read once it was served what it sent before: a close does not overtake packets.
  engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
    const turns = connections.sessions.get(requestedSid(request) ?? '')?.turns;
    if (turns) turns.whenServed(next);
    else next();
  });
}

/** Types of Socket.IO's packets. */
const [CONNECT, CONNECT_ERROR] = [0, 4];

/** The part of the bytes that may wait for one connection that may wait for one that polls no more. */
const MOST_IDLE = 1 / 16;

/** What the answer to a request of HTTP may have, for the budget: how much it really has is seen when the budget is looked at. */
const BYTES_PER_ANSWER = 65_536;

/** Bytes that a close frame has for its reason, all of them ASCII here. */
const MAX_CLOSE_REASON = 123;

/** The error of socket.io-parser; pinned by guard-connections.test.ts. */
const TOO_MANY_ATTACHMENTS = 'too many attachments';

/** What each reason is with these limits, and the setting that has them. */
function descriptions(limits: CutLimits): Readonly<Record<CutReason, string>> {
  const { maxBufferedBytes, maxPacketBytes, maxPacketsPerSecond, connectTimeout } = limits;
  const words = Object.fromEntries(Object.entries(CUT_REASONS).map(([name, { message }]) => [name, message]));
  return {
    ...(words as Record<CutReason, string>),
    flood: `more than ${maxPacketsPerSecond} packets a second (slow down, or raise MAX_PACKETS_PER_SECOND)`,
    slow_reader: `more than ${maxBufferedBytes} bytes waited to be read (read faster, or raise MAX_BUFFERED_BYTES)`,
    server_full:
      'too much waited in all, most of it here (read faster, send whole packets, or raise MAX_BUFFERED_BYTES_IN_TOTAL)',
    packet_too_large: `a packet of more than ${maxPacketBytes} bytes (send less at once, or raise MAX_PACKET_BYTES)`,
    connect_timeout: `no namespace was joined in ${connectTimeout / 1_000} s (send CONNECT at once, or raise CONNECT_TIMEOUT)`,
  };
}

/** ws itself closes the connection for these, with a code of its own. Engine.IO passes on its messages alone; pinned by guard-connections.test.ts. */
function reasonOfWs({ message }: Error): CutReason | undefined {
  if (message.includes('Max payload size exceeded')) return 'packet_too_large';
  if (/^Too many (message fragments|buffered chunks)/.test(message)) return 'flood';
  return /invalid UTF-8|Invalid WebSocket frame/.test(message) ? 'parse_error' : undefined;
}
