import { createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';
import { expect, it, onTestFinished } from 'vitest';
import { readMemory } from '../fuzz/inspector.ts';
import { startRun } from './history/run.ts';
import { startProxy } from './stage/proxy.ts';
import { connectRaw, createAgent, type RawClient } from './stage/raw-client.ts';
import { startServer } from './stage/server.ts';

/** A crowd of one address: the cap for each address must let it in. */
const LET_CROWDS_IN = {
  MAX_CONNECTIONS: '20000',
  MAX_CONNECTIONS_PER_ADDRESS: '20000',
  MAX_RECEIVED_BYTES_PER_SECOND_PER_ADDRESS: '1099511627776',
  PING_INTERVAL: '60',
  PING_TIMEOUT: '60',
};

/** Bytes that may be in use after the crowd beyond what was before it: less than 1 KB for each connection. */
const MEMORY_BOUND = 5 * 1024 * 1024;

const IDLE = 5_000;
/** How many connect at the same time: below the length of the accept queue. */
const AT_A_TIME = 50;

it('5,000 idle connections that leave at once: nobody else notices, and their memory comes back', async () => {
  const server = await startServer({ env: LET_CROWDS_IN, nodeOptions: ['--inspect=127.0.0.1:0'] });
  const [inspector = ''] = /ws:\/\/127\.0\.0\.1:\S+/.exec(server.output()) ?? [];
  const agent = createAgent(server.ca);
  const connect = (): Promise<RawClient> => connectRaw({ ...server, agent });
  const crowd = async (size: number): Promise<RawClient[]> => {
    const clients: RawClient[] = [];
    let invited = 0;
    const enter = async (): Promise<void> => {
      while (invited++ < size) clients.push(await connect());
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, enter));
    return clients;
  };
  const leave = async (clients: RawClient[]): Promise<void> => {
    for (const client of clients) client.destroy();
    await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(0);
  };
  // What a first crowd leaves behind is warmth, not a leak.
  await leave(await crowd(IDLE / 10));
  const before = await readMemory(inspector);
  const clients = await crowd(IDLE);
  expect(await server.metric('switchboard_connected_sockets')).toBe(IDLE);
  const during = await readMemory(inspector);
  const run = await startRun('5,000 idle connections leave at once', { urls: [server.url], ca: server.ca });
  await run.more(30);
  for (const client of clients) client.destroy();
  await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(run.members.length);
  await run.more(30);
  expect(run.history.losses).toEqual([]);
  const perConnection = Math.round((during - before) / IDLE / 1024);
  await run.finish(`${perConnection} KB each`);
  for (const member of run.members) member.leave();
  await expect
    .poll(async () => (await readMemory(inspector)) - before, { interval: 500 })
    .toBeLessThan(MEMORY_BOUND);
});

const STORM = 300;

it('a reconnect storm: everybody who was cut off at once is back, and the others are served', async () => {
  const server = await startServer({ env: LET_CROWDS_IN });
  const proxy = await startProxy(server.port);
  const clients = Array.from({ length: STORM }, () =>
    createClient(contract, `https://localhost:${proxy.port}`, {
      socketOptions: { ca: server.ca, transports: ['websocket'], reconnectionDelayMax: 2_000 },
    }),
  );
  onTestFinished(() => {
    for (const client of clients) client.disconnect();
  });
  const connected = (): number => clients.filter(({ state }) => state.status === 'connected').length;
  await expect.poll(connected).toBe(STORM);
  const run = await startRun('reconnect storm', {
    urls: [server.url, `https://localhost:${proxy.port}`],
    ca: server.ca,
  });
  await run.more(30);
  const cutOff = new Set<(typeof clients)[number]>();
  for (const client of clients)
    client.onState(({ status }) => status === 'reconnecting' && cutOff.add(client));
  const start = performance.now();
  proxy.cut();
  await expect.poll(() => cutOff.size).toBe(STORM);
  await expect.poll(connected).toBe(STORM);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(STORM + run.members.length);
  await run.more(30);
  await run.finish(`${STORM} back in ${seconds} s`);
});
