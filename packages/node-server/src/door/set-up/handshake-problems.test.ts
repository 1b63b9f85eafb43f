import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { developmentTls } from '../../app.fixture.ts';
import type { ServerConfig } from '../../config/server-config.ts';
import { listen } from '../../lifecycle/listen.ts';
import { createHttpsServer } from '../../tls/https-server.ts';
import { createAuthority } from '../../tls/issue-certificate.ts';
import { loadTls } from '../../tls/load-tls.ts';
import { createConnections } from '../connections.ts';
import { watchSetUp } from './watch-set-up.ts';
import { watched } from './watched.fixture.ts';

const FORWARDED = { 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https' };
/** A certificate of a CA that the server does not know. */
const FOREIGN = {
  ...(await (await createAuthority()).issueClient('proxy', 'foreign')),
  passphrase: 'foreign',
};
const OPTIONS = {
  clientCert: 'off',
  tlsMinVersion: 'TLSv1.2',
  timeouts: { handshake: 100, headers: 1_000, request: 1_000 },
} as const;

describe('a TLS handshake that fails', () => {
  it.each<[string, Partial<ServerConfig>, ConnectionOptions, string]>([
    [
      'without a client certificate',
      { clientCert: 'require' },
      {},
      'give the proxy one (nginx: proxy_ssl_certificate and',
    ],
    [
      'with a client certificate that is not trusted',
      { clientCert: 'require' },
      FOREIGN,
      'not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE), and CLIENT_CERT=require: give the proxy one that',
    ],
    [
      'in an older version',
      { tlsMinVersion: 'TLSv1.3' },
      { maxVersion: 'TLSv1.2' },
      'nginx: proxy_ssl_protocols TLSv1.3; HAProxy: ssl-min-ver TLSv1.3 in the server line), or set TLS_MIN_VERSION=1.2',
    ],
    ['for HTTP/2 alone', {}, { ALPNProtocols: ['h2'] }, 'HAProxy: alpn http/1.1 in the server line'],
    [
      'without a cipher in common',
      {},
      { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' },
      'nginx: no proxy_ssl_ciphers',
    ],
  ])('is named: %s', async (_name, changed, options, advice) => {
    await using server = await watched(changed);
    const { port } = server.app;
    const secure = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
    secure.on('error', () => undefined).resume();
    expect(await server.why()).toContain(advice);
    secure.destroy();
  });

  /** A fatal alert in plain text, as a client sends it in the place of what it owes: `unknown_ca`. */
  const UNKNOWN_CA = Buffer.from([21, 3, 3, 0, 2, 2, 48]);

  it.each<[Partial<ServerConfig>, readonly string[]]>([
    [{ trustProxy: 1 }, ['certificate_not_trusted']],
    [{}, []],
  ])(
    'because the certificate of the server is not trusted is named behind a proxy: %o',
    async (changed, reasons) => {
      await using server = await watched({ ...changed });
      const upstream = connect(server.app.port, '127.0.0.1').on('error', () => undefined);
      const relay = createServer((client) => {
        client.on('error', () => undefined).pipe(upstream);
        // The server has sent its certificate then.
        upstream.once('data', () => client.unpipe(upstream) && upstream.write(UNKNOWN_CA));
      }).listen(0);
      await once(relay, 'listening');
      const { port } = relay.address() as AddressInfo;
      const secure = connectTls({ port, maxVersion: 'TLSv1.2', rejectUnauthorized: false });
      secure.on('error', () => undefined);
      await once(upstream, 'close');
      secure.destroy();
      relay.close();
      await server.app.request('/readyz', { headers: FORWARDED });
      expect(server.reasons().filter((reason) => reason !== 'proxy_not_trusted')).toEqual(reasons);
    },
  );

  it('of a client that says nothing ends it, without an answer', async () => {
    const server = createHttpsServer(await loadTls(developmentTls()), OPTIONS, () => undefined);
    watchSetUp(server, createConnections(server), {}, pino({ level: 'silent' }));
    const port = await listen(server, 0);
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
    });
    await once(socket, 'close');
    expect(answer).toBe('');
    server.close();
  });
});
