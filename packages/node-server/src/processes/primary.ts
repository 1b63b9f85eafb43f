import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setupPrimary } from '@socket.io/cluster-adapter';
import type { ServerConfig } from '../config/server-config.ts';
import { createLogger } from '../observability/logger.ts';
import { sharedLoad } from '../observability/shared-load.ts';
import { closeDatabase, lockDataDir, openDatabase, openVolatileDatabase } from '../stores/sqlite/database.ts';
import { loadTls } from '../tls/load-tls.ts';
import { announce, type Links } from './announce.ts';
import { onStopSignal } from './stop-signals.ts';
import { WorkerMetrics } from './worker-metrics.ts';
import { WorkerPool } from './worker-pool.ts';

/** Milliseconds that the workers have to end by themselves after the time for draining. */
const GRACE = 2_000;
/** Milliseconds. Somebody who has the keys can read what TLS 1.2 clients sent after a resumed handshake, so they change. */
const TICKET_KEYS_AGE = 12 * 3_600_000;

/**
 * Runs the process that starts the workers, joins them and replaces them, until a signal. Resolves when all listen; rejects
 * with a StartError if one cannot start.
 */
export async function runPrimary(config: ServerConfig, links?: Links): Promise<void> {
  const logger = await createLogger(config, 'primary');
  await prepare(config);
  setupPrimary();
  // JSON, the default, would lose binary attachments on their way from worker to worker.
  cluster.setupPrimary({ serialization: 'advanced' });
  const port = config.port || (await freePort());
  let ticketKeys = randomBytes(48);
  const metrics = new WorkerMetrics();
  const allMetrics = sharedLoad(() => metrics.text((id) => pool.sendToAll({ type: 'metrics-wanted', id })));
  const pool: WorkerPool = new WorkerPool({
    size: config.workers,
    startMessage: (slot) => ({ type: 'start', slot, port, ticketKeys }),
    onMessage: (message, answer) => {
      if (message.type === 'own-metrics') metrics.take(message.id, message.metrics);
      if (message.type !== 'metrics-wanted') return;
      void allMetrics().then((text) => answer({ type: 'all-metrics', id: message.id, text }));
    },
    onFailed: (slot) => metrics.countFailure(slot),
    logger,
  });

  const leave = (failed: boolean): void => {
    setTimeout(() => endNow('The workers did not end in time'), config.drainDelay + config.drainTime + GRACE);
    void pool.stop().then((isClean) => {
      // Workers that ended together may have left a part of it to each other.
      if (!config.redis) closeDatabase(openDatabase(config.dataDir));
      process.exit(isClean && !failed ? 0 : 1);
    });
  };
  const endNow = (why: string): void => {
    logger.error(why);
    pool.signal('SIGKILL');
    process.exit(1);
  };
  onStopSignal({ first: () => leave(false), again: () => endNow('A second stop signal: ended at once') });
  process.on('uncaughtException', (err, origin) => {
    logger.fatal({ err, origin }, 'An error that nobody caught');
    leave(true);
  });
  if (config.production) process.on('SIGHUP', () => pool.signal('SIGHUP'));

  await pool.start();
  announce(logger, { config, port, links });
  setInterval(() => {
    ticketKeys = randomBytes(48);
    pool.sendToAll({ type: 'ticket-keys', ticketKeys });
  }, TICKET_KEYS_AGE).unref();
}

/**
 * Makes what the workers would make at the same time: development certificates and, without a Redis, the database files, in a
 * folder that is theirs alone.
 */
async function prepare({ tls, dataDir, redis }: ServerConfig): Promise<void> {
  if (tls.source !== 'off') await loadTls(tls);
  if (redis) return;
  // For as long as this process lives.
  process.once('exit', lockDataDir(dataDir).release);
  closeDatabase(openDatabase(dataDir));
  openVolatileDatabase(dataDir).close();
}

/** A replacement listens on the port of the worker before it, so a free port is chosen before there are workers. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
