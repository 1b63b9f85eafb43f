import type { TLSSocket } from 'node:tls';

/** Who a client's certificate says it is. Only a `verified` one was signed by our CA. */
export interface ClientIdentity {
  readonly name: string;
  readonly issuer: string;
  readonly fingerprint: string;
  readonly verified: boolean;
}

/** The certificate of a TLS connection's client, or `undefined` if it sent none. */
export function clientIdentity(socket: TLSSocket): ClientIdentity | undefined {
  const { subject, issuer, fingerprint256 } = socket.getPeerCertificate();
  if (!subject) return undefined;
  return {
    name: first(subject.CN),
    issuer: first(issuer.CN),
    fingerprint: fingerprint256,
    verified: socket.authorized,
  };
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? 'unnamed';
}
