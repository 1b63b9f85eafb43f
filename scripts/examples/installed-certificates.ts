import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { pathToFileURL } from 'node:url';

/** The paths of a CA's certificate, and of the certificate of a server that comes from it. */
export interface DevCertificates {
  readonly ca: string;
  readonly serverKey: string;
  readonly serverCert: string;
  readonly passphrase: string;
}

interface Tls {
  ensureDevCertificates(folder: string): Promise<DevCertificates>;
}

/** Made by the package that is installed there, as its server does in development. */
export async function makeCertificates(folder: string): Promise<DevCertificates> {
  const path = createRequire(join(folder, 'package.json')).resolve('@switchboard/node-server/tls');
  const { ensureDevCertificates } = (await import(pathToFileURL(path).href)) as Tls;
  return ensureDevCertificates(join(folder, '.certificates'));
}

/** The variables that a server reads. */
export function tlsVariables({ serverKey, serverCert, passphrase }: DevCertificates): Record<string, string> {
  return { SSL_KEY: serverKey, SSL_CERT: serverCert, SSL_PASSWD_FILE: passphrase };
}

/** The options of an HTTPS server of Node, and of a request that trusts it. */
export function tlsOptions({ ca, serverKey, serverCert, passphrase }: DevCertificates): TlsOptions {
  const [key, cert, authority] = [serverKey, serverCert, ca].map((path) => readFileSync(path));
  return { key, cert, ca: authority, passphrase: readFileSync(passphrase, 'utf8').trim() };
}
