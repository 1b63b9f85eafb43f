import type { Logger } from 'pino';
import type { Config } from '../config.ts';

/** Says where the server is, once it serves. */
export function announce(config: Config, port: number, logger: Logger): void {
  if (config.production && config.tls.source === 'development') {
    logger.warn(
      'Serving with the development certificate: set SSL_KEY and SSL_CERT for anything but a try-out.',
    );
  }
  const url = `https://localhost:${port}`;
  const { workers } = config;
  logger.info(
    { url, console: new URL(config.consoleUrl, url).href, ...(workers > 1 && { workers }) },
    'Switchboard listens',
  );
}
