import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startApp, tempFolder } from '../app.fixture.ts';
import { board } from '../board.fixture.ts';
import { loadServerConfig, type ServerConfig } from '../config/server-config.ts';
import { createServer } from '../create-server.ts';
import { proxied } from '../door/proxy-protocol/proxy-header.fixture.ts';
import { startProxy } from '../door/proxy-protocol/test-proxy.fixture.ts';
import { startTestApp } from '../testing/test-app.ts';
import { testClients } from '../testing/test-clients.ts';
import { recordingLogger } from './deployed.fixture.ts';

const OFF = { tls: { source: 'off' }, clientCert: 'off' } as const;
const HSTS = 'strict-transport-security';
const FORWARDED = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https' };

const serve = (changed: Partial<ServerConfig> = {}) => startApp({ ...OFF, ...changed });

describe('a server with TLS=off', () => {
  it('answers sockets by both transports and the bridge, over plain HTTP', async () => {
    await using app = await serve();
    expect(app.url).toMatch(/^http:/);
    for (const transport of ['polling', 'websocket']) {
      const socket = await app.connect({ transports: [transport] });
      expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
    }
    expect((await app.request('/events/clock:read', { method: 'POST' })).json()).toMatchObject({ ok: true });
  });

  it('has no certificate: none is made, and a reload does nothing', async () => {
    const folder = tempFolder();
    const { logger, lines } = recordingLogger();
    const config = loadServerConfig({ TLS: 'off', SERVER_PORT: '0' }, folder);
    const app = await createServer({ ...board, config, logger });
    await app.listen();
    await app.reloadCertificate();
    app.setTicketKeys(Buffer.alloc(48));
    await app.close();
    expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
    expect(readdirSync(folder)).not.toContain('.certificates');
  });

  it.each([
    ['a trusted proxy says https', { trustProxy: 1 }, FORWARDED, true],
    ['a trusted proxy says http', { trustProxy: 1 }, { ...FORWARDED, 'X-Forwarded-Proto': 'http' }, false],
    ['a stranger says https', {}, FORWARDED, false],
    ['nobody says anything', {}, {}, false],
    ['the public origin is https', { publicOrigin: 'https://app.example' }, {}, true],
    [
      'the public origin is https and the trusted proxy says http',
      { publicOrigin: 'https://app.example', trustProxy: 1 },
      { ...FORWARDED, 'X-Forwarded-Proto': 'http' },
      false,
    ],
  ])('sends HSTS only to who speaks HTTPS: %s', async (_name, changed, headers, isSent) => {
    await using app = await serve(changed);
    for (const path of ['/healthz', '/socket.io/?EIO=4&transport=polling', '/nowhere'])
      expect(HSTS in (await app.request(path, { headers })).headers).toBe(isSent);
  });

  it('counts the clients behind a proxy by their own addresses', async () => {
    await using app = await serve({ trustProxy: 1, maxConnectionsPerAddress: 1 });
    const from = (address: string) =>
      app.connect({ extraHeaders: { ...FORWARDED, 'X-Forwarded-For': address } });
    await Promise.all(Array.from({ length: 30 }, (_, index) => from(`192.0.2.${index + 1}`)));
    await expect(from('192.0.2.1')).rejects.toThrow();
  });

  it.each(['https://evil.example', undefined])(
    'outlives clients that reset a WebSocket which is refused, with the origin %s',
    async (origin) => {
      // The proxy's connections are not counted, the sessions of its client are.
      await using app = await serve({ trustProxy: 1, maxConnectionsPerAddress: 1 });
      await app.connect({ extraHeaders: FORWARDED });
      const lines = [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'Host: localhost',
        'X-Forwarded-For: 192.0.2.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        ...(origin ? [`Origin: ${origin}`] : []),
      ];
      for (let count = 0; count < 20; count++) {
        const socket = connect(app.port, '127.0.0.1');
        const [gone] = [once(socket, 'close'), await once(socket, 'connect')];
        socket.write(`${lines.join('\r\n')}\r\n\r\n`, () => socket.resetAndDestroy());
        await gone;
      }
      expect((await app.request('/healthz')).status).toBe(200);
    },
  );

  it('reads PROXY headers', async () => {
    await using app = await serve({
      ...{ trustProxy: ['127.0.0.1'], proxyProtocol: ['127.0.0.1'], maxConnectionsPerAddress: 1 },
    });
    let clients = 0;
    await using proxy = await startProxy(app.port, { headerOf: () => [proxied(`192.0.2.${++clients}`)] });
    using behind = testClients(proxy.url.replace('https', 'http'));
    const sockets = await Promise.all(Array.from({ length: 30 }, () => behind.connect()));
    for (const socket of sockets) expect(await socket.emitWithAck('clock:read')).toMatchObject({ ok: true });
  });

  it('is served to tests by startTestApp', async () => {
    await using app = await startTestApp(
      (config, logger, options) => createServer({ ...board, ...options, config, logger }),
      { TLS: 'off' },
    );
    expect((await app.request('/healthz')).json()).toEqual({ ok: true });
  });
});

describe('HEALTH_PORT', () => {
  const get = (port: number, path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const asked = request({ port, path, agent: false }, ({ statusCode }) => resolve(statusCode));
      asked.on('error', reject).end();
    });

  it.each([{}, OFF])('answers health checks over plain HTTP, and nothing else: %o', async (changed) => {
    const { logger, logged } = recordingLogger();
    await using app = await startApp({ ...changed, healthPort: 0, basePath: '/realtime' }, logger);
    const { healthPort } = await logged('Health checks have a port of their own');
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map((path) => get(Number(healthPort), path)));
    expect(await statuses('/healthz', '/readyz/', '/metrics', '/metrics?x=1')).toEqual([200, 200, 200, 200]);
    expect(
      await statuses('/', '/events/clock:read', '/socket.io/?EIO=4&transport=polling', '/realtime/healthz'),
    ).toEqual([404, 404, 404, 404]);
    await app.close();
    await expect(get(Number(healthPort), '/healthz')).rejects.toThrow();
  });

  it('answers however many connections wait there with half a request', async () => {
    const { logger, logged } = recordingLogger();
    await using app = await startApp({ ...OFF, healthPort: 0 }, logger);
    const healthPort = Number((await logged('Health checks have a port of their own')).healthPort);
    const sockets = await Promise.all(
      Array.from({ length: 150 }, async () => {
        const socket = connect(healthPort, '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        socket.write('GET /healthz HTTP/1.1\r\n');
        return socket;
      }),
    );
    expect(await get(healthPort, '/healthz')).toBe(200);
    for (const socket of sockets) socket.destroy();
    await app.close();
  });

  it('that is taken stops the start', async () => {
    await using other = await serve();
    await expect(serve({ healthPort: other.port })).rejects.toThrow(
      `Port ${other.port} is in use: stop the other process or set HEALTH_PORT.`,
    );
  });
});
