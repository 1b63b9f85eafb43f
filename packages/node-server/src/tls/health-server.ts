import type { RequestListener, Server } from 'node:http';
import { listen } from '../lifecycle/listen.ts';
import { createHttpServer } from './http-server.ts';

/** What a probe may ask for. */
const PATHS: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/** Probes need far fewer: more connections come from something else. */
const MAX_CONNECTIONS = 100;

/** The port of its own for health checks. */
export interface HealthServer {
  /** Resolves to the port; rejects with a StartError if it is taken. */
  listen(port: number): Promise<number>;
  close(): void;
}

/** Plain HTTP for health checks and metrics alone: they are answered by the listener, and everything else with 404. */
export function createHealthServer(listener: RequestListener): HealthServer {
  const server: Server = createHttpServer((request, response) => {
    if (PATHS.has(request.url?.split('?', 1)[0] ?? '')) return listener(request, response);
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('This port answers /healthz, /readyz and /metrics alone.\n');
  });
  server.maxConnections = MAX_CONNECTIONS;
  return {
    listen: (port) => listen(server, port, 'HEALTH_PORT'),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
