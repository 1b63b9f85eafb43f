import type { Server } from 'node:net';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Connections } from './connections.ts';
import { type HeaderProblem, readProxyHeaders } from './read-proxy-headers.ts';

export interface ProxyHeaderParts {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'onRefused'>;
}

const WHY: Readonly<Record<HeaderProblem, string>> = {
  foreign_proxy: 'TRUST_PROXY does not list its address, so it may not write a PROXY header',
  bad_proxy_header:
    'It does not begin with a PROXY header: let the proxy write one, or set PROXY_PROTOCOL=off',
  proxy_header_timeout: 'Its PROXY header was not there in time',
};

/** Milliseconds between two lines of the log at least: anybody may be refused, as often as they like. */
const LOG_INTERVAL = 1_000;

/** Those whose headers are read: a connection has one. */
const servers = new WeakSet<Server>();

/** Reads PROXY headers, once for each server, where the configuration asks for them, counts by its reason each connection that is refused for its header, and logs some. */
export function watchProxyHeaders(
  server: Server,
  connections: Pick<Connections, 'open' | 'unnamed'>,
  {
    proxyProtocol = 'off',
    maxConnections,
  }: Pick<ServerConfig, 'maxConnections'> & Partial<Pick<ServerConfig, 'proxyProtocol'>>,
  { logger, metrics }: ProxyHeaderParts,
): void {
  if (proxyProtocol === 'off' || servers.has(server)) return;
  servers.add(server);
  let lastLogged = Number.NEGATIVE_INFINITY;
  let unlogged = 0;
  readProxyHeaders(server, connections, { proxyProtocol, maxConnections }, (reason, address) => {
    metrics.onRefused(reason);
    if (!(reason in WHY)) return;
    const now = performance.now();
    if (now - lastLogged < LOG_INTERVAL) {
      unlogged++;
      return;
    }
    logger.warn({ reason, address, unlogged, why: WHY[reason as HeaderProblem] }, 'A connection was refused');
    lastLogged = now;
    unlogged = 0;
  });
  logger.info(
    { from: proxyProtocol },
    'Every connection must begin with a PROXY header, which says whose it is',
  );
}
