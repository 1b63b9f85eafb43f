import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { connectRaw } from './stage/raw-client.ts';
import { startServer } from './stage/server.ts';

/** As fast as a slow reader has to fall behind, the writers would be refused. */
const MANY_BYTES = { MAX_BYTES_PER_SECOND: '100000000', MAX_BYTES_PER_SECOND_PER_ADDRESS: '100000000' };

it.each([
  ['with', 'the cap of what waits for it'],
  ['without', 'the heartbeat'],
])('a slow reader %s pongs is cut by %s, and the others miss nothing', async (pongs) => {
  // What is silent for six seconds is cut; that time is longer than the others need for a pong on a busy machine.
  const server = await startServer({ env: pongs === 'with' ? MANY_BYTES : { PING_TIMEOUT: '5' } });
  const run = await startRun(`slow reader ${pongs} pongs`, {
    urls: [server.url],
    ca: server.ca,
    writers: 2,
    listeners: 1,
    every: 100,
    attachmentBytes: pongs === 'with' ? 100_000 : 0,
  });
  const slow = await connectRaw(server);
  await slow.call('session:login', { name: 'Slow' });
  await slow.call('room:join', { room: run.room });
  const cut = slow.closed();
  slow.stream.pause();
  // A pong counts for the heartbeat whether a ping was read or not.
  const timer = pongs === 'with' ? setInterval(() => slow.send('3'), 200) : undefined;
  await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(run.members.length);
  clearInterval(timer);
  const cutByCap = await server.metric('switchboard_closed_connections_total', 'slow_reader');
  expect(cutByCap).toBe(pongs === 'with' ? 1 : 0);
  slow.stream.resume();
  await cut;
  await run.more(20);
  expect(run.history.losses).toEqual([]);
  await run.finish();
});
