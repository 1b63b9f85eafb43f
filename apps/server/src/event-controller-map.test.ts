import { clientEventMap, contract } from '@switchboard/events';
import { createPublisher, createRouter } from '@switchboard/router';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { tempFolder } from './app.fixture.ts';
import type { AppContext } from './app-context.ts';
import { createTokens } from '@switchboard/node-server/sessions';
import { createEventControllerMap } from './event-controller-map.ts';
import { createConnections } from './sockets/connections.ts';
import { SCOPES } from './sockets/context.ts';
import { createLiveSessions } from '@switchboard/node-server/sessions';
import { openStores } from './stores/open-stores.ts';

it('names a controller for each client event, which is imported by name', async () => {
  const stores = await openStores(
    { dataDir: tempFolder(), redis: undefined },
    { logger: pino({ level: 'silent' }), isAlone: true },
  );
  const { messages, sessions, presence } = stores;
  const io = new Server();
  const connections = createConnections(io, { publish: createPublisher(contract, io), presence });
  const map = createEventControllerMap({
    messages,
    sessions,
    connections,
    live: createLiveSessions(io, connections),
    tokens: createTokens({ secrets: [new Uint8Array(32)], ttl: 1_000 }),
    onMarkFailed: () => undefined,
  });
  expect(Object.keys(map).sort()).toEqual(Object.keys(clientEventMap).sort());
  for (const controller of Object.values(map)) expect(controller).toEqual({ load: expect.any(Function) });
  const router = createRouter(contract, { scopes: SCOPES }).context<AppContext>().controllers(map);
  await expect(router.load()).resolves.toBeUndefined();
  await stores.close();
});
