import type { Server, Socket } from 'node:net';
import { addressBlock } from '../tls/address-block.ts';

export interface MaxConnections {
  readonly maxConnections: number;
  /** Of one IPv4 address, or one /64 of IPv6. */
  readonly maxConnectionsPerAddress: number;
}

/** The limit that a connection was over. */
type Limit = 'max_connections' | 'max_connections_per_address';

/**
 * Closes every connection over a limit at once, before the server has spent a handshake on it, and reports which limit it
 * was. Call it before anything else listens to the server's connections.
 */
export function limitConnections(
  server: Server,
  { maxConnections, maxConnectionsPerAddress }: MaxConnections,
  onRefused: (limit: Limit) => void,
): void {
  const admit = server.listeners('connection');
  const perBlock = new Map<string, number>();
  let total = 0;

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const block = addressBlock(socket.remoteAddress);
    const ofBlock = perBlock.get(block) ?? 0;
    if (total >= maxConnections) return refuse(socket, 'max_connections');
    if (ofBlock >= maxConnectionsPerAddress) return refuse(socket, 'max_connections_per_address');
    total++;
    perBlock.set(block, ofBlock + 1);
    socket.once('close', () => {
      total--;
      const left = (perBlock.get(block) ?? 0) - 1;
      if (left > 0) perBlock.set(block, left);
      else perBlock.delete(block);
    });
    for (const listener of admit) listener.call(server, socket);
  });

  function refuse(socket: Socket, limit: Limit): void {
    onRefused(limit);
    // A reset leaves nothing behind here, where a close would wait for the other side.
    socket.resetAndDestroy();
  }
}
