import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';

/** Pages of a server by name: paths on it, or whole URLs. */
export type Links = Readonly<Record<string, string>>;

export interface Announcement {
  readonly config: Pick<ServerConfig, 'production' | 'tls' | 'workers'> &
    Partial<Pick<ServerConfig, 'basePath' | 'publicOrigin'>>;
  /** On which the server listens. */
  readonly port: number;
  readonly links?: Links | undefined;
}

/** Logs that the server listens, with its address and pages, and warns of plain HTTP, and of a development certificate in production. */
export function announce(logger: Logger, { config, port, links = {} }: Announcement): void {
  const { production, tls, workers, basePath = '', publicOrigin } = config;
  if (tls.source === 'off') {
    logger.warn(
      'TLS=off: SERVING PLAIN HTTP, which everyone on the way can read and change. Only a proxy that ends TLS may reach this port.',
    );
  }
  if (production && tls.source === 'development') {
    logger.warn(
      'Serving with the development certificate: set SSL_KEY and SSL_CERT for anything but a try-out.',
    );
  }
  const url = `${tls.source === 'off' ? 'http' : 'https'}://localhost:${port}`;
  const base = new URL(`${basePath}/`, url);
  const pages = Object.entries(links).map(([name, path]) => [name, new URL(path, base).href]);
  const facts = {
    url: basePath ? base.href : url,
    ...(publicOrigin && { publicUrl: `${publicOrigin}${basePath}/` }),
    ...Object.fromEntries(pages),
    ...(workers > 1 && { workers }),
  };
  logger.info(facts, 'Switchboard listens');
}
