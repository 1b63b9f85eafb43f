import { ConnectionGuard, type EnginePacket, type GuardLimits } from './connection-guard.ts';
import { type CutReason, cutConnection } from './cut-connection.ts';
import type { Connection, Server } from './socket-server.ts';

/** What this file needs of a WebSocket transport beyond its public methods; pinned by guard-connections.test.ts. */
interface WithWebSocket {
  readonly socket?: { readonly bufferedAmount: number };
}

/** Cuts a connection that does not read what it is sent, or sends more than its share. To the others it is a departure like any other. */
export function guardConnections(
  io: Server,
  limits: GuardLimits,
  onCut: (connection: Connection, reason: CutReason) => void,
): void {
  const guards = new WeakMap<Connection, ConnectionGuard>();
  const cut = (connection: Connection, reason: CutReason): void => {
    onCut(connection, reason);
    cutConnection(connection);
  };
  // The listeners are shared by all connections, which costs each of them less memory than its own.
  function countOut(this: Connection, packet: EnginePacket): void {
    const { socket } = this.transport as WithWebSocket;
    const reason = guards.get(this)?.countOut(packet, socket?.bufferedAmount ?? 0);
    // Not amid a broadcast: its departure is one more.
    if (reason) setImmediate(cut, this, reason);
  }
  function countIn(this: Connection, packet: EnginePacket): void {
    const reason = guards.get(this)?.countIn(packet);
    if (reason) cut(this, reason);
  }
  io.engine.on('flush', (connection: Connection) => guards.get(connection)?.flushed());
  io.engine.on('connection', (connection: Connection) => {
    guards.set(connection, new ConnectionGuard(limits));
    connection.on('packetCreate', countOut);
    connection.on('packet', countIn);
  });
}
