import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { recordingLogger } from '../tls/deployed.fixture.ts';
import { isAlive } from './is-alive.ts';

const OFF = { tls: { source: 'off' }, clientCert: 'off' } as const;
const PROXIED = { trustProxy: ['127.0.0.1'], proxyProtocol: ['127.0.0.1'] };

it.each<[string, Partial<ServerConfig>]>([
  ['TLS', {}],
  ['TLS=off', OFF],
  ['TLS behind PROXY headers', PROXIED],
  ['TLS=off behind PROXY headers', { ...OFF, ...PROXIED }],
  ['a base path', { ...OFF, basePath: '/realtime' }],
])('a server that runs is alive, with %s', async (_name, changed) => {
  await using app = await startApp(changed);
  expect(await isAlive({ ...app.config, port: app.port })).toBe(true);
  await app.close();
  expect(await isAlive({ ...app.config, port: app.port })).toBe(false);
});

it('a server that demands client certificates is asked on the port for health checks', async () => {
  const { logger, logged } = recordingLogger();
  await using app = await startApp({ clientCert: 'require', healthPort: 0, ...PROXIED }, logger);
  const { healthPort } = await logged('Health checks have a port of their own');
  expect(await isAlive({ ...app.config, port: app.port, healthPort: Number(healthPort) })).toBe(true);
  expect(await isAlive({ ...app.config, port: app.port, healthPort: undefined })).toBe(false);
});

it.each([
  ['TLS on a port of HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', {}],
  ['another status than 200', 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n', OFF],
  ['no answer that ends', '', OFF],
])('is not alive with %s', async (_name, answer, changed) => {
  const server = createServer((socket) => socket.on('error', () => undefined).end(answer)).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const config = {
    port,
    healthPort: undefined,
    tls: { source: 'development', directory: '' },
    proxyProtocol: 'off',
  } as const;
  expect(await isAlive({ ...config, ...changed })).toBe(false);
  server.close();
});
