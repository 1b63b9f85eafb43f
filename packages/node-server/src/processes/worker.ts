import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { App, AppOptions } from '../lifecycle/app.ts';
import { createLogger } from '../observability/logger.ts';
import { announce } from './announce.ts';
import { sendToPrimary } from './primary-link.ts';
import type { WorkerPlace } from './serve.ts';
import { onStopSignal } from './stop-signals.ts';

/** Makes the application of one serving process. Nothing listens yet; it may reject with a StartError. */
export type CreateApp<Config extends ServerConfig = ServerConfig> = (
  config: Config,
  logger: Logger,
  options: AppOptions,
) => Promise<App>;

/**
 * Runs one serving process, on its own or as a worker of a primary, until a signal, an uncaught error, or the end of its
 * primary; then it drains, and ends the process: with exit code 0 after a signal, otherwise with 1. Resolves when it listens;
 * rejects with a StartError if it cannot start.
 */
export async function runWorker<Config extends ServerConfig>(
  config: Config,
  createApp: CreateApp<Config>,
  { primary, links }: WorkerPlace = {},
): Promise<void> {
  const logger = await createLogger(config, primary?.slot);
  let app: App | undefined;
  let isLeaving = false;

  const leave = (failed: boolean): void => {
    if (isLeaving) return;
    isLeaving = true;
    if (primary) void sendToPrimary({ type: 'leaving', failed });
    const drainDelay = failed ? 0 : config.drainDelay;
    setTimeout(() => {
      logger.error('Switchboard did not drain in time');
      process.exit(1);
    }, drainDelay + config.drainTime);
    logger.info('Switchboard stops');
    const gone = app ? app.drain(drainDelay).then(app.close) : Promise.resolve();
    gone.then(
      () => process.exit(failed ? 1 : 0),
      (err: unknown) => {
        logger.error({ err }, 'Switchboard did not stop cleanly');
        process.exit(1);
      },
    );
  };

  process.on('uncaughtException', (err, origin) => {
    logger.fatal({ err, origin }, 'An error that nobody caught');
    leave(true);
  });
  onStopSignal({ first: () => leave(false), again: () => process.exit(1) });
  primary?.onOrphaned(() => {
    logger.fatal('The primary is gone');
    leave(true);
  });

  app = await createApp({ ...config, port: primary?.port ?? config.port }, logger, {
    ticketKeys: primary?.ticketKeys,
    worker: primary,
  });
  primary?.onTicketKeys(app.setTicketKeys);
  primary?.onMetricsWanted(app.metrics);
  // In development a closed terminal ends the server; a service reads its certificate again.
  if (config.production) process.on('SIGHUP', () => void app?.reloadCertificate());
  const port = await app.listen();
  if (primary) logger.info('A worker listens');
  else announce(logger, { config, port, links });
}
