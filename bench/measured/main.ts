import { loadMeasuredConfig } from './measured.config.ts';
import { startMeasured } from './measured-server.ts';

// Spawned by the bench, which ends it; nobody imports it.
const { port } = await startMeasured(loadMeasuredConfig());
process.send?.({ port });
