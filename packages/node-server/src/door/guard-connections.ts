import { CUT_REASONS, type CutBody, type CutReason } from '@switchboard/contract';
import type { ServerConfig } from '../config/server-config.ts';
import { ConnectionGuard, type EnginePacket, type GuardLimits } from './connection-guard.ts';
import type { Connections, EngineSession } from './connections.ts';
import { cutConnection } from './cut-connection.ts';
import { decodeFor } from './guarded-parser.ts';
import { answerPolling } from './polling-requests.ts';
import { webSocketOf } from './private-members.ts';
import type { Connection, Server } from './socket-server.ts';

export type CutLimits = GuardLimits & Pick<ServerConfig, 'maxPacketBytes'>;

/**
 * Cuts a connection that does not read what it is sent, sends more than its share, or sends what cannot be read, and says
 * why. The other clients see it leave like any other.
 */
export function guardConnections(
  engine: Server['engine'],
  connections: Connections,
  limits: CutLimits,
  onCut: (connection: Connection, reason: CutReason) => void,
): void {
  const describe = descriptions(limits);
  /** Reports it, unless it was cut before or nobody guards it. */
  const report = (session: EngineSession | undefined, reason: CutReason): boolean => {
    if (!session?.guard) return false;
    session.guard = undefined;
    onCut(session.connection, reason);
    return true;
  };
  const cut = (connection: Connection, reason: CutReason, message = describe[reason]): void => {
    if (!report(connections.sessionOf(connection), reason)) return;
    cutConnection(connection, { cut: reason, message });
  };
  // The listeners are shared by all connections, which costs each of them less memory than its own.
  function countOut(this: Connection, packet: EnginePacket): void {
    const waiting = webSocketOf(this)?.bufferedAmount ?? 0;
    const reason = connections.sessionOf(this)?.guard?.countOut(packet, waiting);
    // Not amid a broadcast: its departure is one more.
    if (reason) setImmediate(cut, this, reason);
  }
  function countIn(this: Connection, packet: EnginePacket): void {
    decodeFor(this, refuseUnreadable);
    const reason = connections.sessionOf(this)?.guard?.countIn(packet);
    if (reason) cut(this, reason);
  }
  function refuseUnreadable(connection: Connection, { message }: Error): void {
    if (message === TOO_MANY_ATTACHMENTS) cut(connection, 'too_many_attachments');
    else cut(connection, 'parse_error', `${describe.parse_error} (${message})`.slice(0, MAX_CLOSE_REASON));
  }
  engine.on('flush', (connection: Connection) => connections.sessionOf(connection)?.guard?.flushed());
  engine.on('connection', (connection: Connection) => {
    const session = connections.sessionOf(connection);
    if (!session) return;
    session.guard = new ConnectionGuard(limits);
    connection.on('packetCreate', countOut);
    connection.on('packet', countIn);
  });
  connections.onSessionClosed((session, cause) => {
    const reason = cause instanceof Error ? reasonOfWs(cause) : undefined;
    if (reason) report(session, reason);
  });
  const refuseTooLarge = (sid: string): CutBody => {
    const session = connections.sessions.get(sid);
    if (session) cut(session.connection, 'packet_too_large');
    return { cut: 'packet_too_large', message: describe.packet_too_large };
  };
  engine.use(answerPolling(limits.maxPacketBytes, refuseTooLarge));
}

/** Bytes that a close frame has for its reason, all of them ASCII here. */
const MAX_CLOSE_REASON = 123;

/** The error of socket.io-parser; pinned by guard-connections.test.ts. */
const TOO_MANY_ATTACHMENTS = 'too many attachments';

/** What each reason is with these limits, and the setting that has them. */
function descriptions(limits: CutLimits): Readonly<Record<CutReason, string>> {
  const { maxBufferedBytes, maxPacketBytes, maxPacketsPerSecond } = limits;
  return {
    flood: `more than ${maxPacketsPerSecond} packets a second (slow down, or raise MAX_PACKETS_PER_SECOND)`,
    slow_reader: `more than ${maxBufferedBytes} bytes waited to be read (read faster, or raise MAX_BUFFERED_BYTES)`,
    packet_too_large: `a packet of more than ${maxPacketBytes} bytes (send less at once, or raise MAX_PACKET_BYTES)`,
    too_many_attachments: CUT_REASONS.too_many_attachments.message,
    parse_error: CUT_REASONS.parse_error.message,
  };
}

/** ws itself closes the connection for these, with a code of its own. Engine.IO passes on its messages alone; pinned by guard-connections.test.ts. */
function reasonOfWs({ message }: Error): CutReason | undefined {
  if (message.includes('Max payload size exceeded')) return 'packet_too_large';
  return /invalid UTF-8|Invalid WebSocket frame/.test(message) ? 'parse_error' : undefined;
}
