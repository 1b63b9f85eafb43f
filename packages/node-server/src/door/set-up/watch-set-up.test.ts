import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../app.fixture.ts';
import type { ServerConfig } from '../../config/server-config.ts';
import { testClients } from '../../testing/test-clients.ts';
import { recordingLogger } from '../../tls/deployed.fixture.ts';
import { binary, inet } from '../proxy-protocol/proxy-header.fixture.ts';
import { startProxy } from '../proxy-protocol/test-proxy.fixture.ts';
import { watched } from './watched.fixture.ts';

const OFF = { tls: { source: 'off' }, clientCert: 'off' } as const;
const HANDSHAKE = '/socket.io/?EIO=4&transport=polling';
const FORWARDED = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https' };

describe('a request that shows what is wrong in front', () => {
  it.each<[string, Partial<ServerConfig>, string, Record<string, string>, string]>([
    ['of a proxy that is not trusted', {}, HANDSHAKE, FORWARDED, 'set TRUST_PROXY=127.0.0.1'],
    [
      'of a trusted proxy that writes no X-Forwarded-For',
      { ...OFF, trustProxy: ['127.0.0.1'] },
      HANDSHAKE,
      {},
      'proxy_set_header X-Forwarded-For $remote_addr; HAProxy: option forwardfor',
    ],
    [
      'of a trusted proxy that writes no X-Forwarded-Proto',
      { ...OFF, trustProxy: 1 },
      HANDSHAKE,
      { 'X-Forwarded-For': '192.0.2.1' },
      'proxy_set_header X-Forwarded-Proto $scheme), or set PUBLIC_ORIGIN',
    ],
    [
      'for a WebSocket without its Upgrade header',
      {},
      '/socket.io/?EIO=4&transport=websocket',
      {},
      'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade',
    ],
    [
      'with a prefix that was not taken off',
      {},
      '/realtime/socket.io/?EIO=4&transport=polling',
      {},
      'set BASE_PATH=/realtime, or let the proxy take the prefix off',
    ],
    ['for the bridge behind a prefix', {}, '/a/b/events/clock:read', {}, 'set BASE_PATH=/a/b, or'],
    [
      'without the prefix that is expected',
      { basePath: '/realtime' },
      HANDSHAKE,
      {},
      'The path does not begin with BASE_PATH=/realtime: let the proxy pass paths on as they are',
    ],
    ['for the first page without it', { basePath: '/realtime' }, '/', {}, 'leave BASE_PATH out if'],
    ['with another prefix', { basePath: '/a' }, '/b/socket.io/', {}, 'BASE_PATH is /a: set BASE_PATH=/b, or'],
    ['for the first page behind a prefix', { trustProxy: 1 }, '/a/b/', FORWARDED, 'set BASE_PATH=/a/b, or'],
    [
      'for the first page behind another prefix',
      { trustProxy: 1, basePath: '/a' },
      '/b/',
      FORWARDED,
      'BASE_PATH is /a: set BASE_PATH=/b, or',
    ],
  ])('%s is named, with what to set', async (...[_name, changed, path, headers, advice]) => {
    await using server = await watched({ ...OFF, ...changed });
    await server.app.request(path, { headers });
    expect(await server.why()).toContain(advice);
    await server.app.request(path, { headers });
    expect(server.reasons()).toHaveLength(1);
  });

  it.each<[string, Partial<ServerConfig>, string, Record<string, string>]>([
    ['without a proxy', {}, HANDSHAKE, {}],
    ['of a proxy that is set up as it should be', { trustProxy: 1 }, HANDSHAKE, FORWARDED],
    ['of a probe of the proxy itself', { trustProxy: 1 }, '/healthz', {}],
    ['of a probe at the root', { basePath: '/realtime' }, '/readyz', {}],
    ['below the base path', { basePath: '/realtime' }, `/realtime${HANDSHAKE}`, {}],
    ['for a page below the base path', { basePath: '/realtime' }, '/realtime/', {}],
    ['for the bridge below the base path', { basePath: '/realtime' }, '/realtime/events/clock:read', {}],
    ['for what is nowhere', {}, '/wp-admin/setup.php', {}],
    ['for what is nowhere, below a base path', { basePath: '/realtime' }, '/wp-admin/setup.php', {}],
    ['with a prefix that can be none', {}, '/a%0ab/socket.io/', {}],
    ['for a page that is nowhere, without a proxy', {}, '/realtime/', {}],
    [
      'without X-Forwarded-Proto where the origin is public',
      { trustProxy: 1, publicOrigin: 'https://app.example' },
      HANDSHAKE,
      { 'X-Forwarded-For': '192.0.2.1' },
    ],
    ['where nobody knows the address', { trustProxy: 'pass-through' }, HANDSHAKE, FORWARDED],
  ])('%s is not', async (_name, changed, path, headers) => {
    await using server = await watched({ ...OFF, ...changed });
    await server.app.request(path, { headers });
    await server.app.request('/readyz');
    expect(server.reasons()).toEqual([]);
  });

  it('is not one for a page that is nowhere, after a client has come where it wanted', async () => {
    await using server = await watched({ ...OFF, trustProxy: 1 });
    await server.app.request(HANDSHAKE, { headers: FORWARDED });
    expect((await server.app.request('/wp-admin/', { headers: FORWARDED })).status).toBe(404);
    expect(server.reasons()).toEqual([]);
  });

  it('names the page of the server itself whose Host header did not come through', async () => {
    const { logger, logged } = recordingLogger();
    await using app = await startApp(OFF, logger);
    const headers = { Origin: 'https://app.example' };
    expect((await app.request(HANDSHAKE, { headers })).status).toBe(403);
    expect(await logged('A connection was refused')).toMatchObject({
      level: 40,
      reason: 'foreign_origin',
      origin: 'https://app.example',
      why: expect.stringContaining('proxy_set_header Host $http_host) or set PUBLIC_ORIGIN'),
    });
  });
});

describe('a connection that begins with another protocol', () => {
  const PROXIED = { trustProxy: ['127.0.0.1'], proxyProtocol: ['127.0.0.1'] };
  const TWICE = 'PROXY UNKNOWN\r\nPROXY UNKNOWN\r\n';
  const SIGNED = binary(0x21, 0x11, inet('192.0.2.1', 4242));
  it.each<[string, Partial<ServerConfig>, string | Buffer, string]>([
    ['HTTP on a port of HTTPS', {}, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 'proxy_pass https://'],
    ['a PROXY header on a port of HTTPS', {}, SIGNED, 'set PROXY_PROTOCOL=on'],
    ['a PROXY header of text on a port of HTTPS', {}, 'PROXY UNKNOWN\r\n', 'set PROXY_PROTOCOL=on'],
    ['a PROXY header on a port of HTTP', OFF, SIGNED, 'set PROXY_PROTOCOL=on'],
    ['a PROXY header of text on a port of HTTP', OFF, 'PROXY UNKNOWN\r\n', 'set PROXY_PROTOCOL=on'],
    [
      'a second PROXY header on a port of HTTP',
      { ...OFF, ...PROXIED },
      TWICE,
      'let one of the proxies write none',
    ],
    ['a second PROXY header on a port of HTTPS', PROXIED, TWICE, 'let one of the proxies write none'],
    ['HTTP/2', OFF, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'HAProxy: no proto h2 in the server line'],
  ])('is named: %s', async (_name, changed, begin, advice) => {
    await using server = await watched(changed);
    const socket = connect(server.app.port, '127.0.0.1').on('error', () => undefined);
    socket.resume().write(begin);
    expect(await server.why()).toContain(advice);
    socket.destroy();
  });

  it('is named: TLS on a port of HTTP, which is answered as by Node itself', async () => {
    await using server = await watched(OFF);
    const secure = connectTls({ port: server.app.port, host: '127.0.0.1' });
    await once(secure, 'error');
    expect(await server.why()).toContain('proxy_pass http://), or leave TLS=off out');
    for (const [request, status] of [
      ['NONSENSE\r\n\r\n', '400 Bad Request'],
      [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
    ]) {
      const socket = connect(server.app.port, '127.0.0.1');
      socket.write(`${request}`);
      const [answer] = await once(socket.setEncoding('utf8'), 'data');
      expect(answer).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      socket.destroy();
    }
  });
});

describe('WebSockets and polling that a proxy cuts while they are silent', () => {
  it.each(['websocket', 'polling'])(
    'are named, with their silence and what to raise: %s',
    async (transport) => {
      await using server = await watched({ ...OFF, trustProxy: 1, pingInterval: 25_000 });
      // Cuts what was silent for a second.
      await using proxy = await startProxy(server.app.port, {
        headerOf: (client) => {
          client.setTimeout(1_000, () => client.resetAndDestroy());
          return [];
        },
      });
      using clients = testClients(proxy.url.replace('https', 'http'));
      const named = server.why();
      let isNamed = false;
      void named.finally(() => {
        isNamed = true;
      });
      while (!isNamed) {
        const sockets = await Promise.all(
          [1, 2, 3].map(() => clients.connect({ transports: [transport], extraHeaders: FORWARDED })),
        );
        await Promise.all(sockets.map((socket) => new Promise((gone) => socket.once('disconnect', gone))));
      }
      expect(await named).toMatch(
        /^Connections were cut after 1(\.\d)? s of silence, and the heartbeat comes every 25 s: .*proxy_read_timeout/,
      );
    },
  );

  it('are not those that all end at once, as when a proxy restarts', async () => {
    await using server = await watched({ ...OFF, trustProxy: 1 });
    const open: Socket[] = [];
    await using proxy = await startProxy(server.app.port, {
      headerOf: (client) => {
        open.push(client);
        client.setTimeout(1_000, () => {
          for (const socket of open) socket.resetAndDestroy();
        });
        return [];
      },
    });
    using clients = testClients(proxy.url.replace('https', 'http'));
    const sockets = await Promise.all(
      Array.from({ length: 6 }, () =>
        clients.connect({ transports: ['websocket'], extraHeaders: FORWARDED }),
      ),
    );
    await Promise.all(sockets.map((socket) => new Promise((gone) => socket.once('disconnect', gone))));
    expect((await server.app.request('/readyz')).status).toBe(200);
    expect(server.reasons()).toEqual([]);
  });

  it('are not those that a client closes, or that were cut at different times', async () => {
    await using server = await watched({ ...OFF, trustProxy: 1 });
    const sockets = await Promise.all(
      Array.from({ length: 6 }, () => server.app.connect({ extraHeaders: FORWARDED })),
    );
    for (const socket of sockets) socket.disconnect();
    expect((await server.app.request('/readyz')).status).toBe(200);
    expect(server.reasons()).toEqual([]);
  });
});
