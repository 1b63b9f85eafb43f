import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startServer, type TestServer } from './stage/server.ts';

/** The process that has answered a call most recently. */
function busyWorker(server: TestServer): number {
  const [line = ''] = server.output().split('\n').filter(isCall).slice(-1);
  return (JSON.parse(line) as { pid: number }).pid;
}

function isCall(line: string): boolean {
  return line.endsWith('"msg":"call"}');
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
    process.kill(busyWorker(server), 'SIGKILL');
  }
  await run.more(80);
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
