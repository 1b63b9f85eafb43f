import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectOptions,
  type ServerProcess,
  spawnServer,
  type TestClients,
  testClients,
} from '@switchboard/node-server/testing';
import { ensureDevCertificates } from '@switchboard/node-server/tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProxyOptions, type RunningProxy, startProxy } from './running-proxy.ts';

const MAIN = new URL('../../apps/server/dist/main.js', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'switchboard-proxies-'));
afterAll(() => rmSync(folder, { recursive: true }));
const certificates = await ensureDevCertificates(join(folder, 'certificates'));
const ca = readFileSync(certificates.ca, 'utf8');

const PLAIN = { TLS: 'off' };
const SECURE = {
  SSL_KEY: certificates.serverKey,
  SSL_CERT: certificates.serverCert,
  SSL_PASSWD_FILE: certificates.passphrase,
};
/** What one address may have at a time. */
const MOST = 6;

const HINT = 'What stands in front does not fit';

function start(variables: Record<string, string>): ServerProcess {
  const env = { DATA_DIR: mkdtempSync(join(folder, 'data-')), TRUST_PROXY: '127.0.0.1', ...variables };
  return spawnServer(MAIN, { MAX_CONNECTIONS_PER_ADDRESS: String(MOST), ...env });
}

async function proxyTo(
  server: ServerProcess,
  file: string,
  change?: ProxyOptions['change'],
): Promise<RunningProxy> {
  const serverPort = await server.port();
  return startProxy({ file, serverPort, certificates, folder, ...(change && { change }) });
}

/** On Linux all of 127.0.0.0/8 is this machine. */
const from = (number: number): ConnectOptions => ({ localAddress: `127.0.1.${number}` }) as ConnectOptions;

async function asksTheTime(clients: TestClients, options: object): Promise<void> {
  const socket = await clients.connect(options);
  expect(await socket.emitWithAck('system:time')).toMatchObject({ ok: true });
}

/** All that a console needs, by its pages' own links, below this path. */
async function servesAll({ url }: RunningProxy, clients: TestClients, base = '/'): Promise<void> {
  const page = new URL(base, url);
  const status = await clients.request(page.pathname);
  expect(status.text).toContain('Switchboard · status');
  for (const [, href] of status.text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    const link = new URL(String(href), page);
    expect([link.pathname, (await clients.request(link.pathname)).status]).toEqual([link.pathname, 200]);
  }
  const moved = await clients.request(`${base}console`);
  expect(new URL(String(moved.headers.location), new URL(`${base}console`, url)).pathname).toBe(
    `${base}console/`,
  );
  expect((await clients.request(`${base}console/`)).text).toContain('<title>Switchboard console</title>');
  // The page's own origin, as a browser says it.
  const asPage = { path: `${base}socket.io/`, extraHeaders: { Origin: url } };
  await asksTheTime(clients, { ...asPage, transports: ['websocket'] });
  await asksTheTime(clients, { ...asPage, transports: ['polling'] });
  await asksTheTime(clients, { ...asPage, transports: ['polling', 'websocket'] });
  const headers = { Origin: url };
  const called = await clients.request(`${base}events/system:time`, { method: 'POST', headers });
  expect([called.status, called.json()]).toMatchObject([200, { ok: true }]);
  expect(called.headers['strict-transport-security']).toMatch(/^max-age=/);
}

/** Ends the server, which has found nothing wrong. */
async function isSilent(server: ServerProcess): Promise<void> {
  server.kill('SIGTERM');
  expect(await server.ended()).toMatchObject({ code: 0 });
  await expect(server.lines(HINT)).rejects.toThrow('It ended before');
}

describe.each([
  ['ended', PLAIN],
  ['reencrypted', SECURE],
  ['passed', { ...SECURE, PROXY_PROTOCOL: 'on' }],
])('TLS that is %s', (how, variables) => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = start(variables);
    await server.port();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it.each([`nginx-tls-${how}.conf`, `haproxy-tls-${how}.cfg`])(
    'by %s: console, both transports, bridge, and 30 clients counted by their own address',
    async (file) => {
      await using proxy = await proxyTo(server, file);
      using clients = testClients(proxy.url, ca);
      await servesAll(proxy, clients);
      await Promise.all(Array.from({ length: 30 }, (_, index) => clients.connect(from(index + 1))));
      const tries = Array.from({ length: MOST + 1 }, () => clients.connect(from(99)));
      const refused = (await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected');
      expect(refused).toHaveLength(1);
      if (how === 'passed') return;
      const plain = request({
        port: proxy.plainPort,
        host: '127.0.0.1',
        path: '/console/',
        agent: false,
      }).end();
      const [{ statusCode, headers }] = await once(plain, 'response');
      expect([statusCode, headers.location]).toEqual([308, expect.stringMatching(/^https:.*\/console\/$/)]);
    },
  );

  it('is no reason for the server to say that something does not fit', async () => {
    await isSilent(server);
  });
});

describe('a path of a site that has other things, too', () => {
  it.each([
    ['that nginx passes on as it is', { BASE_PATH: '/realtime' }, (text: string) => text],
    [
      'that nginx takes off',
      {},
      (text: string) =>
        text.replace('      proxy_pass http://switchboard;', '      proxy_pass http://switchboard/;'),
    ],
  ])('%s leads to everything', async (_name, variables, change) => {
    await using server = start({ ...PLAIN, ...variables });
    await using proxy = await proxyTo(server, 'nginx-below-a-path.conf', change);
    using clients = testClients(proxy.url, ca);
    await servesAll(proxy, clients, '/realtime/');
    expect((await clients.request('/realtime')).headers.location).toBe(`${proxy.url}/realtime/`);
    await isSilent(server);
  });
});

describe('a set-up that is wrong is named by the log of the server:', () => {
  let plain: ServerProcess;
  let secure: ServerProcess;
  beforeAll(() => {
    plain = start({ ...PLAIN, PING_INTERVAL: '5' });
    secure = start(SECURE);
  });
  afterAll(async () => {
    await plain[Symbol.asyncDispose]();
    await secure[Symbol.asyncDispose]();
  });

  /** The sentence for a reason, once it is logged. */
  async function why(server: ServerProcess, reason: string, msg = HINT): Promise<unknown> {
    for (let count = 1; ; count++) {
      const line = (await server.lines(msg, count)).at(-1);
      if (line?.reason === reason) return line.why;
    }
  }
  const without = (pattern: RegExp) => (text: string) => text.replace(pattern, '');

  it.each<[string, ProxyOptions['change'], object, string, string]>([
    [
      'no Upgrade header',
      without(/proxy_set_header (Upgrade|Connection).*;/g),
      { transports: ['websocket'] },
      'no_upgrade',
      'proxy_set_header Upgrade $http_upgrade',
    ],
    [
      'HTTP/1.0',
      without(/proxy_http_version 1.1;/),
      { transports: ['websocket'] },
      'no_upgrade',
      'proxy_http_version 1.1',
    ],
    [
      'no X-Forwarded-For',
      without(/proxy_set_header X-Forwarded-For.*;/),
      {},
      'no_forwarded_for',
      'X-Forwarded-For',
    ],
    [
      'no X-Forwarded-Proto',
      without(/proxy_set_header X-Forwarded-Proto.*;/),
      {},
      'no_forwarded_proto',
      'X-Forwarded-Proto $scheme), or set PUBLIC_ORIGIN',
    ],
    [
      'HTTPS to a port of HTTP',
      (text) => text.replace('proxy_pass http:', 'proxy_pass https:'),
      {},
      'tls_on_http',
      'proxy_pass http://), or leave TLS=off out',
    ],
    [
      'a prefix that is not taken off',
      (text) => text.replace('http://switchboard;', 'http://switchboard/realtime/;'),
      { transports: ['polling'] },
      'prefix_not_expected',
      'set BASE_PATH=/realtime',
    ],
  ])('%s', async (...[_name, change, options, reason, advice]) => {
    await using proxy = await proxyTo(plain, 'nginx-tls-ended.conf', change);
    using clients = testClients(proxy.url, ca);
    await clients.connect(options).catch(() => undefined);
    expect(await why(plain, reason)).toContain(advice);
  });

  it('a Host header that is not passed on', async () => {
    const change = without(/proxy_set_header (X-Forwarded-)?Host .*;/g);
    await using proxy = await proxyTo(plain, 'nginx-tls-ended.conf', change);
    using clients = testClients(proxy.url, ca);
    await expect(clients.connect({ extraHeaders: { Origin: proxy.url } })).rejects.toThrow();
    expect(await why(plain, 'foreign_origin', 'A connection was refused')).toContain('or set PUBLIC_ORIGIN');
  });

  it('HTTP to a port of HTTPS', async () => {
    await using proxy = await proxyTo(secure, 'nginx-tls-ended.conf');
    using clients = testClients(proxy.url, ca);
    await clients.request('/');
    expect(await why(secure, 'http_on_https')).toContain('proxy_pass https://');
  });

  it('a PROXY header that nobody expects', async () => {
    await using proxy = await proxyTo(secure, 'nginx-tls-passed.conf');
    using clients = testClients(proxy.url, ca);
    await clients.request('/').catch(() => undefined);
    expect(await why(secure, 'no_tls')).toContain('set PROXY_PROTOCOL=on');
  });

  it.each([
    ['nginx-tls-ended.conf', /90s/g],
    ['haproxy-tls-ended.cfg', /90s/g],
  ])('time-outs of %s that are shorter than the heartbeat', async (file, times) => {
    await using server = start({ ...PLAIN, MAX_CONNECTIONS_PER_ADDRESS: '100' });
    await using proxy = await proxyTo(server, file, (text) => text.replace(times, '1s'));
    using clients = testClients(proxy.url, ca);
    const named = why(server, 'time_out_too_short');
    let isNamed = false;
    void named.finally(() => {
      isNamed = true;
    });
    while (!isNamed) {
      const sockets = await Promise.all([1, 2, 3].map(() => clients.connect()));
      await Promise.all(sockets.map((socket) => new Promise((gone) => socket.once('disconnect', gone))));
    }
    expect(await named).toContain('proxy_read_timeout, proxy_send_timeout; HAProxy: timeout client');
  });
});
