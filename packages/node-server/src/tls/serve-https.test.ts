import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { connect } from 'node:tls';
import express from 'express';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { io as connectIo } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../lifecycle/start-error.ts';
import { type Deployed, deploy, servedBy } from './deployed.fixture.ts';
import { type Https, type HttpsConfig, serveHttps } from './serve-https.ts';

/** What somebody writes who uses nothing else of this package. */
function configOf({ tls }: Deployed, changed: Partial<HttpsConfig> = {}): HttpsConfig {
  return {
    port: 0,
    tls,
    clientCert: 'request',
    tlsMinVersion: 'TLSv1.2',
    maxConnections: 100,
    maxConnectionsPerAddress: 100,
    ...changed,
  };
}

async function serve(
  config: HttpsConfig,
  app = express(),
  logger = pino({ level: 'silent' }),
): Promise<Https> {
  const https = await serveHttps(app, config, { logger });
  onTestFinished(() => {
    https.close();
    https.server.close();
    https.connections.cutAll();
  });
  return https;
}

describe('serveHttps alone', () => {
  it("serves somebody's own Express and Socket.IO, from a plain object of configuration", async () => {
    const deployed = await deploy();
    const app = express();
    app.get('/hello', (_request, response) => void response.send('world'));
    const https = await serve(configOf(deployed), app);
    const io = new Server(https.server);
    io.on('connection', (socket) => socket.on('echo', (value, ack) => ack(value)));
    const url = `https://localhost:${await https.listen()}`;
    const ca = deployed.authority.cert;
    const socket = connectIo(url, { ca, forceNew: true });
    expect(await socket.emitWithAck('echo', 'hi')).toBe('hi');
    expect(https.connections.open).toBeGreaterThan(0);
    socket.disconnect();
    await expect.poll(() => https.connections.open).toBe(0);
    await io.close();
  });

  it.each([
    ['pass-through', 1],
    [1, 0],
    [undefined, 0],
  ] as const)(
    'with TRUST_PROXY=%s says at the start that no limit by address holds: %i times',
    async (trustProxy, times) => {
      const lines: string[] = [];
      const logger = pino({}, { write: (line: string) => void lines.push(line) });
      await serve(
        configOf(await deploy(), trustProxy === undefined ? {} : { trustProxy }),
        undefined,
        logger,
      );
      expect(lines.filter((line) => line.includes('no limit by address holds'))).toHaveLength(times);
    },
  );

  it('replaces the certificate when it is asked to, and keeps it where the new one is not good', async () => {
    const deployed = await deploy();
    const https = await serve(configOf(deployed));
    const port = await https.listen();
    const first = await servedBy(port);
    const { key, cert } = await deployed.authority.issueServer('deployed');
    deployed.put({ 'tls.key': key, 'tls.crt': cert });
    await https.reloadCertificate();
    const second = await servedBy(port);
    expect(second).not.toBe(first);
    deployed.put({ 'tls.crt': 'nonsense' });
    await https.reloadCertificate();
    expect(await servedBy(port)).toBe(second);
  });

  it('resets a connection over a limit before its handshake, and takes one again when there is room', async () => {
    const deployed = await deploy();
    const https = await serve(configOf(deployed, { maxConnectionsPerAddress: 1 }));
    const port = await https.listen();
    const options = { host: '127.0.0.1', port, ca: deployed.authority.cert };
    const first = connect(options);
    await once(first, 'secureConnect');
    await expect(once(connect(options), 'secureConnect')).rejects.toThrow(/ECONNRESET|disconnected/);
    first.destroy();
    await expect.poll(() => https.connections.open).toBe(0);
    const next = connect(options);
    await once(next, 'secureConnect');
    next.destroy();
  });

  it('rejects with a StartError where the port is taken, and where the certificate cannot be used', async () => {
    const deployed = await deploy();
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const https = await serve(configOf(deployed, { port }));
    await expect(https.listen()).rejects.toThrow(
      new StartError(`Port ${port} is in use: stop the other process or set SERVER_PORT.`),
    );
    other.close();
    deployed.put({ 'tls.key': 'nonsense' });
    await expect(serve(configOf(deployed))).rejects.toThrow(StartError);
  });
});
