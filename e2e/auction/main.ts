import { loadServerConfig } from '@switchboard/node-server/config';
import { runWorker, serve } from '@switchboard/node-server/processes';

await serve({
  loadConfig: loadServerConfig,
  // Imported here, so that a primary, which starts the workers, loads nothing of it.
  runWorker: async (config, place) => runWorker(config, (await import('./app.ts')).createApp, place),
});
