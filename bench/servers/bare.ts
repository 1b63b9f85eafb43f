import { startBare } from './bare-server.ts';
import { loadServerConfig } from './server.config.ts';

const { port } = await startBare(loadServerConfig());
process.send?.({ port });
