import { createApp } from '../../apps/server/src/app.ts';
import { loadConfig } from '@switchboard/node-server/config';
import { createLogger } from '@switchboard/node-server/observability';
import { withPolicies } from './changed-policies.ts';
import { loadPolicies } from './measured.config.ts';

// Spawned by the bench, which ends it; nobody imports it. The server as it ships: only the policies of its contract differ.
const config = loadConfig();
const app = await createApp(config, await createLogger(config), { contract: withPolicies(loadPolicies()) });
process.send?.({ port: await app.listen() });
