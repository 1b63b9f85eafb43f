import cluster from 'node:cluster';
import { loadConfig } from './config.ts';
import { joinPrimary, sendToPrimary } from './processes/primary-link.ts';
import { StartError } from './start-error.ts';
import { runWorker } from './worker.ts';

async function main(): Promise<void> {
  if (cluster.isWorker) return runWorker(loadConfig(), await joinPrimary());
  const config = loadConfig();
  if (config.workers === 1) return runWorker(config);
  const { runPrimary } = await import('./primary.ts');
  return runPrimary(config);
}

main().catch(async (error: unknown) => {
  // Every worker may have the same reason, and the primary says it once.
  if (cluster.isWorker && error instanceof StartError) {
    await sendToPrimary({ type: 'cannot-start', reason: error.message });
  } else console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
