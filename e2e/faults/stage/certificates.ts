import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '@switchboard/node-server/testing';

/** In PEM; the key is encrypted. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly passphrase: string;
}

/** Makes a certificate for localhost. */
export async function issueServer(authority: Authority): Promise<Certificate> {
  const passphrase = randomBytes(12).toString('hex');
  return { ...(await authority.issueServer(passphrase)), passphrase };
}

/** The environment variables of a server whose certificate is in these files. */
export interface CertificateFiles extends Readonly<Record<string, string>> {
  readonly SSL_KEY: string;
  readonly SSL_CERT: string;
  readonly SSL_PASSWD_FILE: string;
}

/** Writes a certificate into the folder, over the one that was there. */
export function writeCertificate(folder: string, { key, cert, passphrase }: Certificate): CertificateFiles {
  const files = {
    SSL_KEY: join(folder, 'server.key'),
    SSL_CERT: join(folder, 'server.crt'),
    SSL_PASSWD_FILE: join(folder, 'passphrase'),
  };
  writeFileSync(files.SSL_PASSWD_FILE, passphrase, { mode: 0o600 });
  writeFileSync(files.SSL_KEY, key, { mode: 0o600 });
  writeFileSync(files.SSL_CERT, cert);
  return files;
}
