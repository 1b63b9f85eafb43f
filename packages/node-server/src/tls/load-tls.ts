import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SecureTlsConfig } from '../config/tls-settings.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { type DevCertificates, ensureDevCertificates } from './dev-certificate.ts';

/** Key, certificate, CA and passphrase, read and proven to belong together. */
export interface TlsMaterial {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly ca?: Buffer;
  readonly passphrase?: string;
}

/**
 * Reads the certificate, making the development one where none is configured, and checks that key, certificate, CA and
 * passphrase belong together; not whether it is out of date. Rejects with a StartError that says what to do.
 */
export async function loadTls(config: SecureTlsConfig): Promise<TlsMaterial> {
  const material =
    config.source === 'development' ? await readDevelopment(config.directory) : readFiles(config);
  assertUsable(material);
  return material;
}

async function readDevelopment(directory: string): Promise<TlsMaterial> {
  const { serverKey, serverCert, ca, passphrase } = await makeDevelopment(directory);
  return {
    key: read('The development key', serverKey),
    cert: read('The development certificate', serverCert),
    ca: read('The development CA', ca),
    passphrase: read('The development passphrase', passphrase).toString(),
  };
}

async function makeDevelopment(directory: string): Promise<DevCertificates> {
  try {
    return await ensureDevCertificates(directory);
  } catch (cause) {
    const { message } = cause as Error;
    throw new StartError(
      `The development certificates cannot be written to ${directory}: ${message}. Set SSL_KEY and SSL_CERT.`,
      { cause },
    );
  }
}

function readFiles({
  key,
  cert,
  ca,
  passphrase,
}: Extract<SecureTlsConfig, { source: 'files' }>): TlsMaterial {
  return {
    key: read('SSL_KEY', key),
    cert: read('SSL_CERT', cert),
    ...(ca && { ca: read('SSL_CA', ca) }),
    ...(passphrase && {
      passphrase: 'text' in passphrase ? passphrase.text : readPassphrase(passphrase.file),
    }),
  };
}

function readPassphrase(file: string): string {
  return read('SSL_PASSWD_FILE', file)
    .toString()
    .replace(/\r?\n$/, '');
}

function read(what: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new StartError(`${what}: ${file} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, {
      cause,
    });
  }
}

function assertUsable(material: TlsMaterial): void {
  const key = openKey(material);
  const certificate = parseCertificate('SSL_CERT', material.cert);
  if (!certificate.checkPrivateKey(key)) {
    throw new StartError(
      'SSL_KEY and SSL_CERT do not belong together: use the key with which this certificate was made.',
    );
  }
  // OpenSSL itself takes anything for a CA, and would then know no client.
  if (material.ca) parseCertificate('SSL_CA', material.ca);
  refuse(
    () => createSecureContext({ ...material }),
    (reason) => `SSL_KEY and SSL_CERT cannot be used: ${reason}.`,
  );
}

function openKey({ key, passphrase }: TlsMaterial): KeyObject {
  return refuse(
    () => createPrivateKey({ key, passphrase }),
    () => explainKey(key, passphrase),
  );
}

function explainKey(key: Buffer, passphrase: string | undefined): string {
  if (!key.includes('ENCRYPTED')) return 'SSL_KEY is not a private key in PEM.';
  if (passphrase === undefined) return 'SSL_KEY is encrypted: set its passphrase as SSL_PASSWD.';
  return 'SSL_PASSWD does not open SSL_KEY: correct the passphrase.';
}

function parseCertificate(variable: string, pem: Buffer): X509Certificate {
  return refuse(
    () => new X509Certificate(pem),
    () => `${variable} is not a certificate in PEM.`,
  );
}

/** What the library throws becomes the cause of a StartError. */
function refuse<T>(work: () => T, explain: (reason: string) => string): T {
  try {
    return work();
  } catch (cause) {
    throw new StartError(explain((cause as Error).message), { cause });
  }
}
