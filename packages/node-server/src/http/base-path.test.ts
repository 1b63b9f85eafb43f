import { describe, expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';

const BASE = '/realtime';

describe('a server with BASE_PATH', () => {
  it('serves sockets, the bridge and health checks below it', async () => {
    await using app = await startApp({ basePath: BASE });
    for (const transport of ['polling', 'websocket']) {
      const socket = await app.connect({ path: `${BASE}/socket.io/`, transports: [transport] });
      expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    }
    const called = await app.request(`${BASE}/events/clock:read`, { method: 'POST' });
    expect(called.json()).toMatchObject({ ok: true });
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect((await app.request(`${BASE}${path}`)).status).toBe(200);
  });

  it('answers probes at the root, too, and nothing else there', async () => {
    await using app = await startApp({ basePath: BASE });
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect((await app.request(path)).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/socket.io/?EIO=4&transport=polling'],
      ['POST', '/events/clock:read'],
      ['GET', '/realtimes/healthz'],
      ['GET', '/Realtime/healthz'],
      ['GET', '//realtime/healthz'],
      ['GET', '/'],
    ] as const) {
      const answer = await app.request('/', { method, path });
      expect([answer.status, answer.json()]).toMatchObject([404, { error: { code: 'NOT_FOUND' } }]);
    }
    await expect(app.connect()).rejects.toThrow();
  });

  it('leads from the path without a slash to the one with it, and keeps the query', async () => {
    await using app = await startApp({ basePath: BASE });
    for (const [from, to] of [
      [BASE, `${BASE}/`],
      [`${BASE}?a=1?b`, `${BASE}/?a=1?b`],
    ]) {
      const { status, headers } = await app.request(`${from}`);
      expect([status, headers.location]).toEqual([308, to]);
    }
  });
});
