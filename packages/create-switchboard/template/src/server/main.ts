import { runWorker, serve } from '@switchboard/node-server/processes';
import { loadConfig } from './config.ts';

await serve({
  loadConfig,
  // Imported here, so that a primary, which starts the workers, loads nothing of it.
  runWorker: async (config, place) => runWorker(config, (await import('./app.ts')).createApp, place),
});
