import { runWorker, serve } from '@switchboard/node-server/processes';
import { loadConfig } from './config.ts';

await serve({
  loadConfig,
  runWorker: async (config, place) => runWorker(config, (await import('./app.ts')).createApp, place),
});
