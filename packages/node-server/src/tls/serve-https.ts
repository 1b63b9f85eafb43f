import type { Server as HttpServer, RequestListener } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { SecureTlsConfig } from '../config/tls-settings.ts';
import type { AddressRates } from '../door/addresses/client-addresses.ts';
import { type Connections, createConnections } from '../door/connections.ts';
import { limitConnections } from '../door/limit-connections.ts';
import { watchProxyHeaders } from '../door/proxy-protocol/watch-proxy-headers.ts';
import { listen } from '../lifecycle/listen.ts';
import type { Metrics } from '../observability/metrics.ts';
import { keepCertificate } from './certificate-keeper.ts';
import { createHealthServer } from './health-server.ts';
import { createHttpServer } from './http-server.ts';
import { createHttpsServer, replaceCertificate } from './https-server.ts';
import { loadTls } from './load-tls.ts';

/** An HTTPS server whose certificate can change, or one of plain HTTP, and whose connections are limited. */
export interface Https {
  readonly server: HttpsServer | HttpServer;
  /** Who is connected. */
  readonly connections: Connections;
  /** Listens on the configured port. Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. Plain HTTP has none. */
  reloadCertificate(): Promise<void>;
  /** Makes TLS session tickets with other keys, 48 bytes, from now on. */
  setTicketKeys(keys: Buffer): void;
  /** Watches the certificate's files no more, and answers no health checks on a port of their own. The server itself goes on. */
  close(): void;
}

export type HttpsConfig = Pick<
  ServerConfig,
  'port' | 'tls' | 'clientCert' | 'tlsMinVersion' | 'maxConnections' | 'maxConnectionsPerAddress'
> &
  Partial<Pick<ServerConfig, 'trustProxy' | 'proxyProtocol' | 'healthPort'>> &
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
 * certificates asked for, and the files watched for changes; plain HTTP where TLS is off. A connection over a limit is reset
 * before its handshake, and so is one whose PROXY header does not fit, where `proxyProtocol` asks for these. With a
 * `healthPort`, the listener answers health checks on it, too.
 * It listens once `listen` is called. Rejects with a StartError if the certificate cannot be used.
 */
export async function serveHttps(
  listener: RequestListener,
  config: HttpsConfig,
  { logger, metrics = UNCOUNTED, ticketKeys }: HttpsParts,
): Promise<Https> {
  const { tls, trustProxy, healthPort } = config;
  const { server, ...certificate } =
    tls.source === 'off'
      ? { server: createHttpServer(listener), ...NO_CERTIFICATE }
      : await createSecureServer(listener, { ...config, tls }, { logger, metrics, ticketKeys });
  const connections = createConnections(server, config);
  limitConnections(server, connections, config, metrics.onRefused);
  watchProxyHeaders(server, connections, config, { logger, metrics });
  if (trustProxy === 'pass-through')
    logger.info(
      'Connections pass through a proxy: nobody knows the address of a client, so no limit by address holds',
    );
  const health = healthPort === undefined ? undefined : createHealthServer(listener);
  return {
    server,
    connections,
    listen: async () => {
      if (health && healthPort !== undefined)
        logger.info(
          { healthPort: await health.listen(healthPort) },
          'Health checks have a port of their own',
        );
      return listen(server, config.port);
    },
    reloadCertificate: certificate.reload,
    setTicketKeys: certificate.setTicketKeys,
    close: () => {
      certificate.close();
      health?.close();
    },
  };
}

/** HTTPS, and what changes its certificate. */
async function createSecureServer(
  listener: RequestListener,
  config: HttpsConfig & { readonly tls: SecureTlsConfig },
  { logger, metrics = UNCOUNTED, ticketKeys }: HttpsParts,
) {
  const material = await loadTls(config.tls);
  const options = { ...config, ticketKeys };
  const server = createHttpsServer(material, options, listener);
  const { reload, close } = keepCertificate({
    material,
    config: config.tls,
    apply: (next) => replaceCertificate(server, next, options),
    logger,
    metrics: metrics.certificate,
  });
  const setTicketKeys = (keys: Buffer): void => {
    options.ticketKeys = keys;
    server.setTicketKeys(keys);
  };
  return { server, reload, close, setTicketKeys };
}

function ignore(): void {}

/** Plain HTTP has nothing to reload. */
const NO_CERTIFICATE = { reload: async (): Promise<void> => undefined, setTicketKeys: ignore, close: ignore };

const UNCOUNTED: Pick<Metrics, 'certificate' | 'onRefused'> = {
  certificate: { onReload: ignore, onServed: ignore },
  onRefused: ignore,
};
