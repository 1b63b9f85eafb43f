import { loadServerConfig } from '@switchboard/node-server/config';
import { createLogger } from '@switchboard/node-server/observability';
import { createBoard } from './board.js';

// The server that the example of the client calls.
const config = { ...loadServerConfig(), port: 0 };
const server = await createBoard(config, await createLogger(config), {});
Object.assign(globalThis, { boardUrl: `https://localhost:${await server.listen()}` });
await import('./client-example.js');
await server.close();
console.log('client: called');
