import type { Server } from 'node:net';

/** Tells the parent process the port, and ends with the parent. The server listens already. */
export function reportPort(server: Pick<Server, 'address'>): void {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  process.once('disconnect', () => process.exit());
  process.send?.({ port: address.port });
}
