import { CUT_REASONS, type CutBody, type CutReason } from '@switchboard/contract';
import { ConnectionGuard, type EnginePacket, type GuardLimits } from './connection-guard.ts';
import { cutConnection } from './cut-connection.ts';
import { decodeFor, UNREADABLE } from './guarded-parser.ts';
import { answerPolling } from './polling-requests.ts';
import type { Connection, Server } from './socket-server.ts';

/** What this file needs beyond public members; pinned by guard-connections.test.ts. */
interface WithWebSocket {
  readonly socket?: { readonly bufferedAmount: number };
}
interface WithClients {
  readonly clients: Readonly<Record<string, Connection | undefined>>;
}

export interface CutLimits extends GuardLimits {
  /** As Engine.IO has it. */
  readonly maxPacketBytes: number;
}

/**
 * Cuts a connection that does not read what it is sent, sends more than its share, or what cannot be read, and says why. To
 * the others it is a departure like any other.
 */
export function guardConnections(
  io: Server,
  limits: CutLimits,
  onCut: (connection: Connection, reason: CutReason) => void,
): void {
  const guards = new WeakMap<Connection, ConnectionGuard>();
  const describe = descriptions(limits);
  const cut = (connection: Connection, reason: CutReason, message = describe[reason]): void => {
    if (!guards.delete(connection)) return;
    onCut(connection, reason);
    cutConnection(connection, { cut: reason, message });
  };
  // The listeners are shared by all connections, which costs each of them less memory than its own.
  function countOut(this: Connection, packet: EnginePacket): void {
    const { socket } = this.transport as WithWebSocket;
    const reason = guards.get(this)?.countOut(packet, socket?.bufferedAmount ?? 0);
    // Not amid a broadcast: its departure is one more.
    if (reason) setImmediate(cut, this, reason);
  }
  function countIn(this: Connection, packet: EnginePacket): void {
    decodeFor(this);
    const reason = guards.get(this)?.countIn(packet);
    if (reason) cut(this, reason);
  }
  function refuseUnreadable(this: Connection, { message }: Error): void {
    if (message === TOO_MANY_ATTACHMENTS) cut(this, 'too_many_attachments');
    else cut(this, 'parse_error', `${describe.parse_error} (${message})`.slice(0, MAX_CLOSE_REASON));
  }
  /** ws itself closes the connection for these, with a code of its own. */
  function reportClosed(this: Connection, _reason: string, cause?: unknown): void {
    const reason = cause instanceof Error ? reasonOfWs(cause) : undefined;
    if (reason && guards.delete(this)) onCut(this, reason);
  }
  io.engine.on('flush', (connection: Connection) => guards.get(connection)?.flushed());
  io.engine.on('connection', (connection: Connection) => {
    guards.set(connection, new ConnectionGuard(limits));
    connection.on('packetCreate', countOut);
    connection.on('packet', countIn);
    connection.on('close', reportClosed);
    (connection as unknown as NodeJS.EventEmitter).on(UNREADABLE, refuseUnreadable);
  });
  const { clients } = io.engine as unknown as WithClients;
  const refuseTooLarge = (session: string): CutBody => {
    const connection = clients[session];
    if (connection) cut(connection, 'packet_too_large');
    return { cut: 'packet_too_large', message: describe.packet_too_large };
  };
  io.engine.use(answerPolling(limits.maxPacketBytes, refuseTooLarge));
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

/** Engine.IO passes on the messages of ws alone; pinned by guard-connections.test.ts. */
function reasonOfWs({ message }: Error): CutReason | undefined {
  if (message.includes('Max payload size exceeded')) return 'packet_too_large';
  return /invalid UTF-8|Invalid WebSocket frame/.test(message) ? 'parse_error' : undefined;
}
