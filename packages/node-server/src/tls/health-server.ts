import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { isProbePath } from '../config/public-place.ts';
import { listen } from '../lifecycle/listen.ts';
import { createHttpServer } from './http-server.ts';

/** Probes need far fewer: more connections come from something else, and may not keep probes out. */
const MAX_CONNECTIONS = 100;

/** The port of its own for health checks. */
export interface HealthServer {
  /** Resolves to the port; rejects with a StartError if it is taken. */
  listen(port: number): Promise<number>;
  close(): void;
}

/**
 * Plain HTTP for health checks and metrics alone: they are answered by the listener, and everything else with 404. Of more than
 * a hundred connections the oldest is closed.
 */
export function createHealthServer(listener: RequestListener): HealthServer {
  const server: Server = createHttpServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (isProbePath(path)) return listener(request, response);
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('This port answers /healthz, /readyz and /metrics alone.\n');
  });
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    const [oldest] = open;
    if (open.size > MAX_CONNECTIONS) oldest?.destroy();
  });
  return {
    listen: (port) => listen(server, port, 'HEALTH_PORT'),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
