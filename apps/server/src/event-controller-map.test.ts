import { clientEventMap, contract } from '@switchboard/events';
import { createRouter } from '@switchboard/router';
import { expect, it } from 'vitest';
import { type AppContext, SCOPES } from './app-context.ts';
import { createEventControllerMap } from './event-controller-map.ts';

it('names a controller for each client event, which is imported by name', async () => {
  // What the controllers are made with is used by calls alone.
  const map = createEventControllerMap({} as Parameters<typeof createEventControllerMap>[0]);
  expect(Object.keys(map).sort()).toEqual(Object.keys(clientEventMap).sort());
  for (const controller of Object.values(map)) expect(controller).toEqual({ load: expect.any(Function) });
  const router = createRouter(contract, { scopes: SCOPES }).context<AppContext>().controllers(map);
  await expect(router.load()).resolves.toBeUndefined();
});
