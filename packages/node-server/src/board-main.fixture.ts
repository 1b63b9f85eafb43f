import { createServer } from '@switchboard/node-server';
import { loadServerConfig } from '@switchboard/node-server/config';
import { runWorker, serve } from '@switchboard/node-server/processes';
import { board } from './board.fixture.ts';

// The main module of the board, as an application writes its own. A test spawns it; it is served by what was built of the kit.
await serve({
  loadConfig: () => loadServerConfig(),
  runWorker: (config, place) =>
    runWorker(
      config,
      (own, logger, options) => createServer({ ...board, ...options, config: own, logger }),
      place,
    ),
});
