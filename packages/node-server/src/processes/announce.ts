import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';

/** Pages of a server by name: paths on it, or whole URLs. */
export type Links = Readonly<Record<string, string>>;

/** Says where the server is, once it serves. */
export function announce(
  logger: Logger,
  { config, port, links = {} }: { config: ServerConfig; port: number; links?: Links | undefined },
): void {
  if (config.production && config.tls.source === 'development') {
    logger.warn(
      'Serving with the development certificate: set SSL_KEY and SSL_CERT for anything but a try-out.',
    );
  }
  const url = `https://localhost:${port}`;
  const pages = Object.entries(links).map(([name, path]) => [name, new URL(path, url).href]);
  const { workers } = config;
  logger.info({ url, ...Object.fromEntries(pages), ...(workers > 1 && { workers }) }, 'Switchboard listens');
}
