import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startServer, type TestServer } from './stage/server.ts';

/** The processes that have answered calls, the most recent ones last. */
function workersOf(server: TestServer): number[] {
  const pids = [...server.output().matchAll(/"pid":(\d+),.*"msg":"call"/g)].map(([, pid]) => Number(pid));
  return [...new Set(pids.reverse())].reverse();
}

it('kill -9 of a worker in a burst: it is replaced, and its clients go on with the other', async () => {
  const server = await startServer({ env: { WORKERS: '2' } });
  const run = await startRun('kill -9 of a worker in a burst', {
    ...server,
    urls: [server.url],
    writers: 4,
    listeners: 4,
    isOrdered: false,
  });
  for (let kill = 0; kill < 3; kill++) {
    await run.more(80);
    const workers = workersOf(server);
    const victim = workers.at(-1) ?? 0;
    process.kill(victim, 'SIGKILL');
    await run.more(80);
    await expect.poll(() => workersOf(server).filter((pid) => !workers.includes(pid)).length).toBeGreaterThan(0);
  }
  expect(run.history.reconnects).toBeGreaterThan(0);
  await run.finish('3 kills');
  server.signal('SIGTERM');
  expect(await server.ended()).toEqual({ code: 0, signal: null });
});

it('kill -9 of the primary: no worker stays behind, and everything is there after the next start', async () => {
  const server = await startServer({ env: { WORKERS: '2' } });
  const run = await startRun('kill -9 of the primary', { ...server, urls: [server.url], isOrdered: false });
  await run.more(60);
  server.signal('SIGKILL');
  // The workers hold its output open: it ends with the last of them.
  await server.ended();
  const back = run.back(run.members);
  await server.start();
  await back;
  await run.more(60);
  await run.finish();
});
