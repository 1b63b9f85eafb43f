import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startServer } from './stage/server.ts';

/** What the log of the database may have, in blocks of the shell (512 bytes, or 1,024): about a hundred messages. */
const FULL_SOON = 'ulimit -S -f 2000';

it('disc full: writing is refused while all else is served, and goes on when there is room again', async () => {
  const server = await startServer({ before: FULL_SOON });
  const run = await startRun('disc full, then room again', { urls: [server.url], ca: server.ca });
  const refusals = (): Promise<number> => server.metric('switchboard_calls_total', 'SERVICE_UNAVAILABLE');
  await expect.poll(refusals).toBeGreaterThan(10);
  await expect.poll(server.isReady).toBe(false);

  const { client, room } = run.members.at(-1) as (typeof run.members)[number];
  expect(await client.call('system:echo', { value: 'still there' })).toMatchObject({ ok: true });
  expect(await client.call('message:history', { room })).toMatchObject({ ok: true });
  const attachment = { name: 'zeros', type: 'application/octet-stream', bytes: new Uint8Array(100_000) };
  const large = await client.call('message:send', { room, text: 'large', attachment }, { retry: false });
  expect(large).toMatchObject({ ok: false, error: { code: 'SERVICE_UNAVAILABLE' } });

  // Of util-linux: the limit of a running process, as when somebody clears the disc.
  execFileSync('prlimit', [`--pid=${server.pid}`, '--fsize=unlimited:unlimited']);
  await expect.poll(server.isReady).toBe(true);
  await run.more(60);
  expect(run.history.losses).toEqual([]);
  await run.finish();
});
