import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import type { Config } from './config.ts';
import { createLogger } from './observability/logger.ts';
import { announce } from './processes/announce.ts';
import type { PrimaryLink } from './processes/primary-link.ts';

/**
 * One serving process, until SIGTERM or SIGINT: on its own, or one of the workers of a primary. Rejects with a StartError
 * if it cannot start.
 */
export async function runWorker(config: Config, primary?: PrimaryLink): Promise<void> {
  const logger = createLogger(config);
  const app = await createApp({ ...config, port: primary?.port ?? config.port }, logger, {
    ticketKeys: primary?.ticketKeys,
  });

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
  primary?.onOrphaned(stop);

  const port = await app.listen();
  if (!primary) announce(config, port, logger);
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
