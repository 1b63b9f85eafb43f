import type { Server } from 'node:net';
import type { Logger } from 'pino';
import type { ServerConfig } from '../../config/server-config.ts';
import { limitLines } from '../../observability/limit-lines.ts';
import type { Metrics } from '../../observability/metrics.ts';
import type { Connections } from '../connections.ts';
import { type HeaderProblem, readProxyHeaders } from './read-proxy-headers.ts';

export interface ProxyHeaderParts {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'onRefused'>;
}

const WHY: Readonly<Record<HeaderProblem, string>> = {
  foreign_proxy: 'TRUST_PROXY does not list its address, so it may not write a PROXY header',
  no_proxy_header:
    'It does not begin with a PROXY header: let the proxy write one, or set PROXY_PROTOCOL=off',
  bad_proxy_header:
    'Its PROXY header is not well formed or not whole: let the proxy write one of version 1, such as "PROXY TCP4 192.0.2.1 192.0.2.2 4242 443", or of version 2',
  proxy_header_timeout: 'Its PROXY header was not there in time',
};

/** Those whose headers are read: a connection has one. */
const servers = new WeakSet<Server>();

/**
 * Reads PROXY headers, once for each server, where the configuration asks for them. A connection that is refused for its
 * header is counted and logged by its reason.
 */
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
  const write = limitLines(logger);
  readProxyHeaders(server, connections, { proxyProtocol, maxConnections }, (problem, address) => {
    const reason = problem === 'no_proxy_header' ? 'bad_proxy_header' : problem;
    metrics.onRefused(reason);
    if (!isProblem(problem)) return;
    write({ level: 'warn', msg: 'A connection was refused', reason }, { address, why: WHY[problem] });
  });
  logger.info(
    { from: proxyProtocol },
    'Every connection must begin with a PROXY header, which says whose it is',
  );
}

function isProblem(reason: string): reason is HeaderProblem {
  return Object.hasOwn(WHY, reason);
}
