import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { connectRaw, type RawClient } from './stage/raw-client.ts';
import { startServer } from './stage/server.ts';

/** Calls that the flood sends in each turn of the event loop, as fast as the machine goes. */
const BURST = 50;

/** Sends calls until the connection is closed. Resolves to how many. */
async function flood(client: RawClient): Promise<number> {
  let sent = 0;
  while (client.isOpen) {
    for (let call = 0; call < BURST; call++, sent++)
      client.send(`42${sent}["system:echo",{"value":${sent}}]`);
    await nextTurn();
  }
  return sent;
}

it('a flood by one client ends that client, and the others are served', async () => {
  const server = await startServer();
  const run = await startRun('flood by one client', { urls: [server.url], ca: server.ca });
  await run.more(30);
  const before = run.history.latencies.length;
  const flooding = flood(await connectRaw(server));
  const sent = await flooding;
  const slowest = run.history.slowest(before);
  await run.more(60);
  expect(await server.metric('switchboard_closed_connections_total', 'flood')).toBe(1);
  expect(run.history.losses).toEqual([]);
  await run.finish(`cut after ${sent} calls, 99 % of the others within ${slowest} ms`);
});
