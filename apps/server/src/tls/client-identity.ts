import type { PeerCertificate, TLSSocket } from 'node:tls';

/** Who a client's certificate says it is. Only a `verified` one was signed by our CA. */
export interface ClientIdentity {
  readonly name: string;
  readonly issuer: string;
  readonly fingerprint: string;
  readonly verified: boolean;
}

/** The certificate of a TLS connection's client, or `undefined` if it sent none or is gone. */
export function clientIdentity(socket: TLSSocket): ClientIdentity | undefined {
  // Node's types leave out that a connection without one gives {}, and one that is closed null.
  const certificate: Partial<PeerCertificate> | null = socket.getPeerCertificate();
  if (!certificate?.fingerprint256) return undefined;
  const { subject, issuer, fingerprint256: fingerprint } = certificate;
  return {
    name: first(subject?.CN),
    issuer: first(issuer?.CN),
    fingerprint,
    verified: socket.authorized,
  };
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? 'unnamed';
}
