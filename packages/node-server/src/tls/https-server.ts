import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import type { TlsSettings } from '../config/tls-settings.ts';
import { httpTimeouts, TIMEOUTS, type Timeouts } from './http-server.ts';
import type { TlsMaterial } from './load-tls.ts';
import { mozillaIntermediate } from './mozilla-intermediate.ts';

export interface HttpsOptions extends Pick<TlsSettings, 'clientCert' | 'tlsMinVersion'> {
  /** 48 random bytes, the same for servers that are to resume each other's TLS sessions. @default keys of its own */
  readonly ticketKeys?: Buffer | undefined;
  readonly timeouts?: Timeouts;
}

/** HTTPS with Mozilla's intermediate profile; asks for the client's certificate as configured. It does not listen yet. */
export function createHttpsServer(
  material: TlsMaterial,
  options: HttpsOptions,
  listener: RequestListener,
): Server {
  const { clientCert, timeouts = TIMEOUTS } = options;
  return createServer(
    {
      ...secureContext(material, options),
      ...httpTimeouts(timeouts),
      handshakeTimeout: timeouts.handshake,
      requestCert: clientCert !== 'off',
      rejectUnauthorized: clientCert === 'require',
    },
    listener,
  );
}

/** Serves another certificate to the handshakes from now on. Connections stay as they are. */
export function replaceCertificate(server: Server, material: TlsMaterial, options: HttpsOptions): void {
  server.setSecureContext(secureContext(material, options));
}

function secureContext(
  material: TlsMaterial,
  { tlsMinVersion, ticketKeys }: HttpsOptions,
): SecureContextOptions {
  return {
    ...material,
    ...mozillaIntermediate(tlsMinVersion),
    ...(ticketKeys && { ticketKeys }),
    // A resumed session has the client's certificate as it was verified once: another CA must verify it again.
    sessionIdContext: createHash('sha256')
      .update(material.ca ?? '')
      .digest('base64')
      .slice(0, 32),
  };
}
