import { StartError } from './start-error.ts';
import { runWorker } from './worker.ts';

runWorker().catch((error: unknown) => {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
});
