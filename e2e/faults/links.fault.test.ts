import { expect, it } from 'vitest';
import { startRun } from './history/run.ts';
import { startProxy } from './stage/proxy.ts';
import { startServer } from './stage/server.ts';

/** A silent peer is noticed within three seconds. */
const HEARTBEAT = { PING_INTERVAL: '1', PING_TIMEOUT: '2' };

it('a half-open link: both ends notice by the heartbeat, and the clients go on over a new one', async () => {
  const server = await startServer({ env: HEARTBEAT });
  const proxy = await startProxy(server.port);
  const urls = [server.url, `https://localhost:${proxy.port}`];
  const run = await startRun('half-open links', { urls, ca: server.ca });
  const throughProxy = run.members.filter((_, index) => index % urls.length === 1);
  for (let freeze = 0; freeze < 2; freeze++) {
    await run.more(60);
    const back = run.back(throughProxy);
    proxy.freeze();
    await back;
  }
  await run.more(60);
  await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(run.members.length);
  await run.finish('frozen twice');
});

it('an event loop that stands still beyond the heartbeat: the clients leave, and come back when it turns again', async () => {
  const server = await startServer({ env: HEARTBEAT });
  const run = await startRun('event loop blocked beyond the heartbeat', {
    urls: [server.url],
    ca: server.ca,
  });
  await run.more(60);
  const [gone, back] = [run.gone(run.members), run.back(run.members)];
  server.signal('SIGSTOP');
  await gone;
  server.signal('SIGCONT');
  await back;
  await run.more(60);
  await expect.poll(() => server.metric('switchboard_connected_sockets')).toBe(run.members.length);
  await run.finish();
});
