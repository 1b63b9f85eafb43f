import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { createLogger } from './observability/logger.ts';

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

  // In development a closed terminal ends the server; a service reads its certificate again.
  if (config.production) process.on('SIGHUP', () => void app.reloadCertificate());

  // A terminal and a parent process may both pass a signal on: the first one counts.
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void end(app, logger);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function end(app: App, logger: Logger): Promise<void> {
  logger.info('Switchboard stops');
  try {
    await app.close();
    process.exit(0);
  } catch (error) {
    logger.error({ err: error }, 'Switchboard did not stop cleanly');
    process.exit(1);
  }
}
