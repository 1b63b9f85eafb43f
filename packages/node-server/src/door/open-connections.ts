import type { Server, Socket } from 'node:net';

/**
 * Remembers a server's connections, so that those of peers who never hang up can be cut: Node's own
 * `closeAllConnections` leaves out the upgraded ones.
 */
export function trackConnections(server: Server): { cutAll(): void } {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    cutAll: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
