import { serve } from '@switchboard/node-server/processes';
import { loadConfig } from './config.ts';

await serve({
  loadConfig,
  links: ({ consoleUrl }) => ({ console: consoleUrl }),
  // A primary, which serves nothing itself, loads none of it.
  runWorker: async (config, place) => (await import('./worker.ts')).runWorker(config, place),
});
