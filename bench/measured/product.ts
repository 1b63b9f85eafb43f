import { createLogger } from '@switchboard/node-server/observability';
import { serve } from '@switchboard/node-server/processes';
// @boundaries-ignore what is measured here is the built server itself
import { createApp } from '../../apps/server/dist/app.js';
// @boundaries-ignore the same
import { loadConfig } from '../../apps/server/dist/config.js';
import { withPolicies } from './changed-policies.ts';
import { loadPolicies } from './measured.config.ts';

/**
 * @file The server as it ships; only the policies of its contract differ. Spawned by the bench, which ends it; nobody imports it.
 * Nobody imports an app, either: this is the one module that loads the built server, because its policies are no settings.
 * It is compiled into bench/dist, from where the paths of what it loads are the same as from here.
 */
await serve({
  loadConfig,
  runWorker: async (config) => {
    const contract = withPolicies(loadPolicies());
    const app = await createApp(config, await createLogger(config), { contract });
    process.send?.({ port: await app.listen() });
  },
});
