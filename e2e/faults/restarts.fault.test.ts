import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startServer } from './stage/server.ts';

it('SIGTERM under load: the server ends with code 0, and its clients go on with the next one', async () => {
  const server = await startServer();
  const run = await startRun('SIGTERM under load, next start', { urls: [server.url], ca: server.ca });
  await run.more(100);
  server.signal('SIGTERM');
  expect(await server.ended()).toEqual({ code: 0, signal: null });
  const back = run.back(run.members);
  await server.start();
  await back;
  await run.more(100);
  await run.finish();
});

it('kill -9 under load: everything acknowledged is there after the next start', async () => {
  const server = await startServer();
  const run = await startRun('kill -9 under load, next start', { urls: [server.url], ca: server.ca });
  for (let kill = 0; kill < 3; kill++) {
    await run.more(60);
    server.signal('SIGKILL');
    expect(await server.ended()).toEqual({ code: null, signal: 'SIGKILL' });
    const back = run.back(run.members);
    await server.start();
    await back;
  }
  await run.more(60);
  await run.finish('3 kills');
});
