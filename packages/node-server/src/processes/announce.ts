import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';

/** Pages of a server by name: paths on it, or whole URLs. */
export type Links = Readonly<Record<string, string>>;

export interface Announcement {
  readonly config: Pick<ServerConfig, 'production' | 'tls' | 'workers'>;
  /** On which the server listens. */
  readonly port: number;
  readonly links?: Links | undefined;
}

/** Logs that the server listens, with its address and pages, and warns of a development certificate in production. */
export function announce(logger: Logger, { config, port, links = {} }: Announcement): void {
  const { production, tls, workers } = config;
  if (production && tls.source === 'development') {
    logger.warn(
      'Serving with the development certificate: set SSL_KEY and SSL_CERT for anything but a try-out.',
    );
  }
  const url = `https://localhost:${port}`;
  const pages = Object.entries(links).map(([name, path]) => [name, new URL(path, url).href]);
  logger.info({ url, ...Object.fromEntries(pages), ...(workers > 1 && { workers }) }, 'Switchboard listens');
}
