import { clientEventMap, contract } from '@switchboard/events';
import { createPublisher, createRouter } from '@switchboard/router';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { tempFolder } from './app.fixture.ts';
import type { AppContext } from './app-context.ts';
import { createEventControllerMap } from './event-controller-map.ts';
import { createConnections } from './sockets/connections.ts';
import { openStores } from './stores/open-stores.ts';

it('names a controller for each client event, which is imported by name', async () => {
  const stores = await openStores({ dataDir: tempFolder() });
  const { messages, sessions, presence } = stores;
  const io = new Server();
  const map = createEventControllerMap({
    messages,
    sessions,
    connections: createConnections(io, { publish: createPublisher(contract, io), presence }),
  });
  expect(Object.keys(map).sort()).toEqual(Object.keys(clientEventMap).sort());
  for (const controller of Object.values(map)) expect(controller).toEqual({ load: expect.any(Function) });
  const router = createRouter(contract).context<AppContext>().controllers(map);
  await expect(router.load()).resolves.toBeUndefined();
  await stores.close();
});
