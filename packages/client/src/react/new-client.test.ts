// @vitest-environment happy-dom

import { act, createElement, type ReactElement, StrictMode, Suspense, use, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../client.ts';
import { contract } from '../contract.fixture.ts';
import { serve, type TestClient, type TestServer, until } from '../server.fixture.ts';
import { createClientHooks } from './index.ts';

const { ClientProvider, useClient, useConnection, useEvent, useNewClient } = createClientHooks(contract);

const socketOptions = { transports: ['websocket'] };

beforeAll(() => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
});

/** Renders under StrictMode. */
async function render(element: ReactElement) {
  const root = createRoot(document.createElement('div'));
  onTestFinished(() => act(async () => root.unmount()));
  await act(async () => root.render(createElement(StrictMode, null, element)));
  return { unmount: () => act(async () => root.unmount()) };
}

/** A server that counts who ever connected. */
async function serveCounting(): Promise<TestServer & { connections: number }> {
  const server = await serve((socket) => {
    counting.connections += 1;
    socket.on('time:now', (_payload: unknown, _meta: unknown, ack: (reply: object) => void) =>
      ack({ ok: true, data: { now: 'noon' } }),
    );
  });
  const counting = { ...server, connections: 0 };
  return counting;
}

/** Resolves once this client, and so each one that connected before it, is counted. */
async function countedAfter(server: TestServer & { connections: number }): Promise<number> {
  const last = server.client();
  await until(last, 'connected');
  return server.connections - 1;
}

const gone = ({ io }: TestServer) =>
  new Promise((resolve) => io.once('connection', (socket) => socket.once('disconnect', resolve)));

it('a client of a component is one connection under StrictMode, closed when the component is unmounted', async () => {
  const server = await serveCounting();
  const left = gone(server);
  let client: TestClient | undefined;
  const App = () => {
    client = useNewClient(server.url, { socketOptions });
    return createElement(ClientProvider, { client }, createElement(Status));
  };
  const Status = () => createElement('p', null, useConnection().status);
  const { unmount } = await render(createElement(App));
  await act(async () => void (client && (await until(client, 'connected'))));
  expect(await countedAfter(server)).toBe(1);
  await unmount();
  await left;
  expect(client?.state.status).toBe('disconnected');
});

it('one that is unmounted before it is connected leaves no connection', async () => {
  const server = await serveCounting();
  let client: TestClient | undefined;
  const App = () => {
    client = useNewClient(server.url, { socketOptions });
    return null;
  };
  const { unmount } = await render(createElement(App));
  await unmount();
  expect(client?.state.status).toBe('disconnected');
  await countedAfter(server);
  await expect.poll(() => server.io.engine.clientsCount).toBe(1);
});

it('a render that React gives up connects nothing', async () => {
  const server = await serveCounting();
  const made = new Set<TestClient>();
  let load = () => {};
  const loaded = new Promise<void>((resolve) => {
    load = resolve;
  });
  const App = () => {
    made.add(useNewClient(server.url, { socketOptions }));
    use(loaded);
    return null;
  };
  await render(createElement(Suspense, { fallback: null }, createElement(App)));
  await act(async () => load());
  const connected = [...made].filter(({ state }) => state.status !== 'disconnected');
  await act(async () => void (connected[0] && (await until(connected[0], 'connected'))));
  expect(connected).toHaveLength(1);
  expect(made.size).toBeGreaterThan(1);
  expect(await countedAfter(server)).toBe(1);
});

it('what the components in it call when they are mounted is answered, and they hear the first event', async () => {
  const server = await serveCounting();
  server.io.on('connection', (socket) => socket.emit('clock:struck'));
  let client: TestClient | undefined;
  const replies: unknown[] = [];
  let strikes = 0;
  const App = () => {
    client = useNewClient(server.url, { socketOptions });
    return createElement(ClientProvider, { client }, createElement(Child));
  };
  const Child = () => {
    const caller = useClient();
    useEvent('clock:struck', () => {
      strikes += 1;
    });
    useEffect(() => {
      void caller.call('time:now').then((reply) => replies.push(reply));
    }, [caller]);
    return null;
  };
  await render(createElement(App));
  await act(async () => void (await client?.call('time:now')));
  const reply = { ok: true, data: { now: 'noon' } };
  expect(replies).toEqual([reply, reply]);
  expect(strikes).toBe(1);
});

it('a client that connects while it is created leaks under StrictMode, as docs/client.md says', async () => {
  const server = await serveCounting();
  const made: TestClient[] = [];
  const App = () => {
    useState(() => {
      const client = createClient(contract, server.url, { socketOptions });
      made.push(client);
      return client;
    });
    return null;
  };
  onTestFinished(() => {
    for (const client of made) client.disconnect();
  });
  const { unmount } = await render(createElement(App));
  await unmount();
  for (const client of made) await until(client, 'connected');
  expect(await countedAfter(server)).toBe(2);
});
