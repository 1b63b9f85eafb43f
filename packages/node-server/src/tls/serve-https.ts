import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { AddressRates } from '../door/addresses/client-addresses.ts';
import { type Connections, createConnections } from '../door/connections.ts';
import { limitConnections } from '../door/limit-connections.ts';
import { watchProxyHeaders } from '../door/proxy-protocol/watch-proxy-headers.ts';
import { listen } from '../lifecycle/listen.ts';
import type { Metrics } from '../observability/metrics.ts';
import { keepCertificate } from './certificate-keeper.ts';
import { createHttpsServer, replaceCertificate } from './https-server.ts';
import { loadTls } from './load-tls.ts';

/** An HTTPS server whose certificate can change, and whose connections are limited. */
export interface Https {
  readonly server: Server;
  /** Who is connected. */
  readonly connections: Connections;
  /** Listens on the configured port. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. */
  reloadCertificate(): Promise<void>;
  /** Makes TLS session tickets with other keys, 48 bytes, from now on. */
  setTicketKeys(keys: Buffer): void;
  /** Watches the certificate's files no more. The server itself goes on. */
  close(): void;
}

export type HttpsConfig = Pick<
  ServerConfig,
  'port' | 'tls' | 'clientCert' | 'tlsMinVersion' | 'maxConnections' | 'maxConnectionsPerAddress'
> &
  Partial<Pick<ServerConfig, 'trustProxy' | 'proxyProtocol'>> &
  AddressRates;

export interface HttpsParts {
  readonly logger: Logger;
  /** @default nothing is counted */
  readonly metrics?: Pick<Metrics, 'certificate' | 'onRefused'>;
  /** 48 bytes, the same in all workers. @default random ones */
  readonly ticketKeys?: Buffer | undefined;
}

/**
 * HTTPS for a request listener such as an Express application: key, certificate and passphrase as configured, client
 * certificates asked for, and the files watched for changes. A connection over a limit is reset before its handshake, and so is
 * one whose PROXY header does not fit, where `proxyProtocol` asks for these.
 * It listens once `listen` is called. Rejects with a StartError if the certificate cannot be used.
 */
export async function serveHttps(
  listener: RequestListener,
  config: HttpsConfig,
  { logger, metrics = UNCOUNTED, ticketKeys }: HttpsParts,
): Promise<Https> {
  const material = await loadTls(config.tls);
  const options = { ...config, ticketKeys };
  const server = createHttpsServer(material, options, listener);
  const connections = createConnections(server, config);
  limitConnections(server, connections, config, metrics.onRefused);
  watchProxyHeaders(server, connections, config, { logger, metrics });
  if (config.trustProxy === 'pass-through')
    logger.info(
      'TLS passes through a proxy: nobody knows the address of a client, so no limit by address holds',
    );
  const certificate = keepCertificate({
    material,
    config: config.tls,
    apply: (next) => replaceCertificate(server, next, options),
    logger,
    metrics: metrics.certificate,
  });
  return {
    server,
    connections,
    listen: () => listen(server, config.port),
    reloadCertificate: certificate.reload,
    setTicketKeys: (keys) => {
      options.ticketKeys = keys;
      server.setTicketKeys(keys);
    },
    close: certificate.close,
  };
}

function ignore(): void {}

const UNCOUNTED: Pick<Metrics, 'certificate' | 'onRefused'> = {
  certificate: { onReload: ignore, onServed: ignore },
  onRefused: ignore,
};
