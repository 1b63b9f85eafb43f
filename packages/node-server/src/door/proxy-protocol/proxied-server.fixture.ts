import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import express from 'express';
import { certificates, testConfig } from '../../app.fixture.ts';
import type { ServerConfig } from '../../config/server-config.ts';
import { type TestClients, testClients } from '../../testing/test-clients.ts';
import { recordingLogger } from '../../tls/deployed.fixture.ts';
import { type Https, serveHttps } from '../../tls/serve-https.ts';
import type { Connections } from '../connections.ts';
import { createDoor } from '../door.ts';
import { type ProxyOptions, startProxy } from './test-proxy.fixture.ts';

/** A server whose connections begin with PROXY headers, which 127.0.0.1 may write. */
export interface ProxiedServer extends AsyncDisposable {
  readonly port: number;
  readonly https: Https;
  readonly connections: Connections;
  /** Why connections were refused, so far. */
  readonly refusals: string[];
  readonly lines: ReturnType<typeof recordingLogger>['lines'];
  /** Clients behind a proxy that writes what `headerOf` gives: one chunk, or several. */
  behind(headerOf: () => Buffer | readonly Buffer[], options?: Partial<ProxyOptions>): Promise<TestClients>;
  /** A TCP connection past every proxy; it need not be there yet. */
  tcp(options?: { localAddress?: string }): Socket;
}

/** Serves `/whoami` and the event `whoami`, which say what the server knows of the client's address. */
export async function serveProxied(changed: Partial<ServerConfig> = {}): Promise<ProxiedServer> {
  const proxies = ['127.0.0.1'];
  const config = testConfig({ trustProxy: proxies, proxyProtocol: proxies, ...changed });
  const { logger, lines } = recordingLogger();
  const refusals: string[] = [];
  const ignore = () => undefined;
  const metrics = {
    onRefused: (reason: string) => void refusals.push(reason),
    onCut: ignore,
    certificate: { onReload: ignore, onServed: ignore },
  };
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.get('/whoami', ({ ip, socket: { remoteAddress, remotePort, remoteFamily } }, response) => {
    response.json({ ip, remoteAddress, remotePort, remoteFamily });
  });
  const https = await serveHttps(app, config, { logger, metrics });
  const { io, connections, addressOf } = createDoor(https, config, { logger, metrics });
  io.on('connection', (socket) => {
    socket.on(
      'whoami' as never,
      ((ack: (who: unknown) => void) =>
        ack({
          handshake: socket.handshake.address,
          connection: socket.conn.remoteAddress,
          block: addressOf(socket),
        })) as never,
    );
  });
  const port = await https.listen();
  const ca = readFileSync(certificates().ca, 'utf8');
  const opened: (Disposable | AsyncDisposable)[] = [];
  return {
    ...{ port, https, connections, refusals, lines },
    behind: async (headerOf, options) => {
      const proxy = await startProxy(port, { headerOf: () => [headerOf()].flat() as Buffer[], ...options });
      const clients = testClients(proxy.url, ca);
      opened.push(clients, proxy);
      return clients;
    },
    tcp: (options) => {
      const socket = connect({ port, host: '127.0.0.1', ...options }).on('error', ignore);
      opened.push({ [Symbol.dispose]: () => void socket.destroy() });
      return socket;
    },
    [Symbol.asyncDispose]: async () => {
      for (const part of opened)
        if (Symbol.asyncDispose in part) await part[Symbol.asyncDispose]();
        else part[Symbol.dispose]();
      https.close();
      connections.cutAll();
      await io.close();
    },
  };
}
