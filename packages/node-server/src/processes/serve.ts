import cluster from 'node:cluster';
import type { ServerConfig } from '../config/server-config.ts';
import { StartError } from '../lifecycle/start-error.ts';
import type { Links } from './announce.ts';
import { joinPrimary, type PrimaryLink, sendToPrimary } from './primary-link.ts';

export interface ServeOptions<Config extends ServerConfig> {
  readonly loadConfig: () => Config;
  /** Serves in this process, on its own or as one of the workers of a primary. */
  readonly runWorker: (config: Config, place: WorkerPlace) => Promise<void>;
  /** Named in the line that says where the server is. */
  readonly links?: (config: Config) => Links;
}

/** Where a worker is. */
export interface WorkerPlace {
  /** Of the workers that it is one of. */
  readonly primary?: PrimaryLink | undefined;
  readonly links?: Links | undefined;
}

/**
 * What the main module of a server does: it serves in this process or, with `WORKERS`, starts as many and replaces those that
 * end. A StartError is printed in its own words, and the process ends with 1.
 */
export async function serve<Config extends ServerConfig>(options: ServeOptions<Config>): Promise<void> {
  try {
    await run(options);
  } catch (error) {
    // Every worker may have the same reason, and the primary says it once.
    if (cluster.isWorker && error instanceof StartError) {
      await sendToPrimary({ type: 'cannot-start', reason: error.message });
    } else console.error(error instanceof StartError ? error.message : error);
    process.exit(1);
  }
}

async function run<Config extends ServerConfig>({
  loadConfig,
  runWorker,
  links,
}: ServeOptions<Config>): Promise<void> {
  const config = loadConfig();
  if (cluster.isWorker) return runWorker(config, { primary: await joinPrimary() });
  const named = { links: links?.(config) };
  if (config.workers === 1) return runWorker(config, named);
  const { runPrimary } = await import('./primary.ts');
  return runPrimary(config, named.links);
}
