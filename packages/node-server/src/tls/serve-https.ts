import type { RequestListener } from 'node:http';
import type { Server } from 'node:https';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import { limitConnections } from '../door/limit-connections.ts';
import { trackConnections } from '../door/open-connections.ts';
import { listen } from '../lifecycle/listen.ts';
import type { Metrics } from '../observability/metrics.ts';
import { keepCertificate } from './certificate-keeper.ts';
import { createHttpsServer, replaceCertificate } from './https-server.ts';
import { loadTls } from './load-tls.ts';

/** An HTTPS server whose certificate can change, and whose connections are limited. */
export interface Https {
  readonly server: Server;
  /** Resolves to the port; rejects with a StartError if it is taken. */
  listen(): Promise<number>;
  /** Serves the certificate that is on the disk now. A bad one is logged and counted, and the one before it stays. */
  reloadCertificate(): Promise<void>;
  /** Makes TLS session tickets with other keys from now on. */
  setTicketKeys(keys: Buffer): void;
  /** Cuts every connection that is open. */
  cutAll(): void;
  /** Watches the certificate's files no more. */
  close(): void;
}

export interface HttpsParts {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'certificate' | 'onRefused'>;
  /** 48 bytes, the same in all workers. @default random ones */
  readonly ticketKeys?: Buffer | undefined;
}

/**
 * HTTPS for a request listener such as an Express application: key, certificate and passphrase as configured, client
 * certificates asked for, and the files watched for changes. Rejects with a StartError if the certificate cannot be used.
 */
export async function serveHttps(
  listener: RequestListener,
  config: ServerConfig,
  { logger, metrics, ticketKeys }: HttpsParts,
): Promise<Https> {
  const material = await loadTls(config.tls);
  const options = { ...config, ticketKeys };
  const server = createHttpsServer(material, options, listener);
  limitConnections(server, config, metrics.onRefused);
  const { cutAll } = trackConnections(server);
  const certificate = keepCertificate({
    material,
    config: config.tls,
    apply: (next) => replaceCertificate(server, next, options),
    logger,
    metrics: metrics.certificate,
  });
  return {
    server,
    listen: () => listen(server, config.port),
    reloadCertificate: certificate.reload,
    setTicketKeys: (keys) => {
      options.ticketKeys = keys;
      server.setTicketKeys(keys);
    },
    cutAll,
    close: certificate.close,
  };
}
