import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setupPrimary } from '@socket.io/cluster-adapter';
import type { Config } from './config.ts';
import { createLogger } from './observability/logger.ts';
import { announce } from './processes/announce.ts';
import { WorkerPool } from './processes/worker-pool.ts';
import { openDatabase } from './stores/database.ts';
import { loadTls } from './tls/load-tls.ts';

/** The process that starts the workers, joins them and replaces them. Rejects with a StartError if one cannot start. */
export async function runPrimary(config: Config): Promise<void> {
  const logger = createLogger(config);
  await prepare(config);
  setupPrimary();
  // JSON, the default, would lose binary attachments on their way from worker to worker.
  cluster.setupPrimary({ serialization: 'advanced' });
  const port = config.port || (await freePort());
  const ticketKeys = randomBytes(48);
  const pool = new WorkerPool({
    size: config.workers,
    welcome: (slot) => ({ type: 'start', slot, port, ticketKeys }),
    logger,
  });
  await pool.start();
  announce(config, port, logger);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void pool.stop().then((isClean) => process.exit(isClean ? 0 : 1));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** What has to be done once, and would be a race of the workers: development certificates, and the database file. */
async function prepare({ tls, dataDir }: Config): Promise<void> {
  await loadTls(tls);
  openDatabase(dataDir).close();
}

/** Workers that take the place of others must find the same port, so `0` is settled before there are any. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
