import type { Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';

/** Who a client's certificate says it is. Only a `verified` one was signed by our CA. */
export interface ClientIdentity {
  /** The common name of the subject. */
  readonly name: string;
  readonly issuer: string;
  /** SHA-256 of the certificate, as pairs of hexadecimal digits between colons. */
  readonly fingerprint: string;
  readonly verified: boolean;
}

/** The certificate of a connection's client, or `undefined` if it sent none, is gone or speaks no TLS. */
export function clientIdentity(socket: Socket): ClientIdentity | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  // Node's types leave out that a connection without one gives {}, and one that is closed null.
  const certificate: Partial<PeerCertificate> | null = socket.getPeerCertificate();
  if (!certificate?.fingerprint256) return undefined;
  const { subject, issuer, fingerprint256: fingerprint } = certificate;
  return Object.freeze({
    name: first(subject?.CN),
    issuer: first(issuer?.CN),
    fingerprint,
    verified: socket.authorized,
  });
}

/** The same, for decisions: `undefined` for a certificate that our CA did not sign, too. */
export function verifiedIdentity(socket: Socket): ClientIdentity | undefined {
  const identity = clientIdentity(socket);
  return identity?.verified ? identity : undefined;
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? 'unnamed';
}
