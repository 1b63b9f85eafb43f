import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { createLogger } from './logger.ts';

/** One serving process, until SIGTERM or SIGINT. Rejects with a StartError if it cannot start. */
export async function runWorker(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config);
  const app = await createApp(config, logger);
  const port = await app.listen();
  if (config.production && config.tls.source === 'development') {
    logger.warn(
      'Serving with the development certificate: set SSL_KEY and SSL_CERT for anything but a try-out.',
    );
  }
  const url = `https://localhost:${port}`;
  logger.info({ url, console: new URL(config.consoleUrl, url).href }, 'Switchboard listens');

  const stop = (): void => {
    logger.info('Switchboard stops');
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
