import cluster from 'node:cluster';
import module from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import v8 from 'node:v8';
import type { ServerConfig } from '../config/server-config.ts';
import { StartError } from '../lifecycle/start-error.ts';
import type { Links } from './announce.ts';
import { joinPrimary, type PrimaryLink, sendToPrimary } from './primary-link.ts';

export interface ServeOptions<Config extends ServerConfig> {
  /** Reads the configuration, in each process once. It may throw a StartError. */
  readonly loadConfig: () => Config;
  /**
   * Runs one serving process; see the function of the same name. Import there what a server needs: a primary, which serves
   * nothing itself, then loads none of it.
   */
  readonly runWorker: (config: Config, place: WorkerPlace) => Promise<void>;
  /** Pages that the log names once the server listens. @default none */
  readonly links?: (config: Config) => Links;
}

/** The place of a serving process among others. */
export interface WorkerPlace {
  /** The primary whose worker it is; `undefined` if it serves on its own. */
  readonly primary?: PrimaryLink | undefined;
  /** Pages that it names in the log once it listens, if it serves on its own. */
  readonly links?: Links | undefined;
}

/**
 * Runs a server from its main module: with `config.workers` above 1 a primary that starts as many serving processes and replaces
 * those that end, otherwise one serving process. It serves until a signal. If it cannot start, it prints why (a StartError in
 * its own words) and ends the process with exit code 1.
 */
export async function serve<Config extends ServerConfig>(options: ServeOptions<Config>): Promise<void> {
  try {
    await run(options);
  } catch (error) {
    // Every worker may have the same reason, and the primary prints it once.
    if (cluster.isWorker && error instanceof StartError) {
      await sendToPrimary({ type: 'cannot-start', reason: error.message });
    } else process.stderr.write(`${error instanceof StartError ? error.message : inspect(error)}\n`);
    process.exit(1);
  }
}

async function run<Config extends ServerConfig>({
  loadConfig,
  runWorker,
  links,
}: ServeOptions<Config>): Promise<void> {
  const config = loadConfig();
  keepCompiledCode(config);
  allocateYoung();
  if (cluster.isWorker) return runWorker(config, { primary: await joinPrimary() });
  const pages = links?.(config);
  if (config.workers === 1) return runWorker(config, { links: pages });
  const { runPrimary } = await import('./primary.ts');
  return runPrimary(config, pages);
}

/** What Node has from 22.8 on, and its types of version 20 do not name. */
interface WithCompileCache {
  enableCompileCache?(folder: string): unknown;
}

/** Keeps the compiled code of the modules that are imported from now on, for the next start. Not in a folder that others can write to. */
function keepCompiledCode({ production, dataDir }: ServerConfig): void {
  if (production) (module as WithCompileCache).enableCompileCache?.(join(dataDir, 'compile-cache'));
}

/**
 * Lets V8 allocate all objects among the young ones, which it collects cheaply. Otherwise it may take what calls allocate for
 * long-lived, once and for all, because much was alive when it looked first: docs/decisions/0057-all-objects-begin-young.md.
 */
function allocateYoung(): void {
  v8.setFlagsFromString('--no-allocation-site-pretenuring');
}
