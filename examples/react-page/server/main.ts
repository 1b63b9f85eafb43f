import { loadServerConfig } from '@switchboard/node-server/config';
import { runWorker, serve } from '@switchboard/node-server/processes';

await serve({
  loadConfig: loadServerConfig,
  runWorker: async (config, place) => runWorker(config, (await import('./app.ts')).createApp, place),
});
