import type { Server, Socket } from 'node:net';
import type { ServerConfig } from '../config/server-config.ts';
import type { Connections } from './connections.ts';

/** Of one address: of one IPv4 address, or one /64 of IPv6. */
export type MaxConnections = Pick<ServerConfig, 'maxConnections' | 'maxConnectionsPerAddress'>;

/** The limit that a connection or a session was over. */
export type Limit = 'max_connections' | 'max_connections_per_address' | 'max_new_connections_per_address';

/**
 * Resets every TCP connection over a limit at once, before the server has spent a handshake on it, and reports which limit
 * it was. Call it when the connections are registered, and before anything that should not see those that are refused.
 */
export function limitConnections(
  server: Server,
  connections: Pick<Connections, 'open' | 'at' | 'mayOpen'>,
  { maxConnections, maxConnectionsPerAddress }: MaxConnections,
  onRefused: (limit: Limit) => void,
): void {
  const admit = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const limit = limitReached(socket);
    if (limit) {
      onRefused(limit);
      // A reset leaves nothing behind here, where a close would wait for the other side.
      socket.resetAndDestroy();
    } else for (const listener of admit) listener.call(server, socket);
  });

  function limitReached({ remoteAddress }: Socket): Limit | undefined {
    if (connections.open >= maxConnections) return 'max_connections';
    const ofAddress = connections.at(remoteAddress)?.connections ?? 0;
    if (ofAddress >= maxConnectionsPerAddress) return 'max_connections_per_address';
    return connections.mayOpen(remoteAddress) ? undefined : 'max_new_connections_per_address';
  }
}
