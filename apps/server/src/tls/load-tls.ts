import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsConfig } from '../config.ts';
import { StartError } from '../start-error.ts';
import { ensureDevCertificates } from './dev-certificate.ts';

/** Key, certificate, CA and passphrase, read and proven to belong together. */
export type TlsMaterial = Pick<SecureContextOptions, 'key' | 'cert' | 'ca' | 'passphrase'>;

/** Reads the certificate, making the development one where none is configured. Throws a StartError that says what to do. */
export async function loadTls(config: TlsConfig): Promise<TlsMaterial> {
  const material =
    config.source === 'development' ? await readDevelopment(config.directory) : readFiles(config);
  assertUsable(material);
  return material;
}

async function readDevelopment(directory: string): Promise<TlsMaterial> {
  const files = await ensureDevCertificates(directory);
  return {
    key: read('key', files.serverKey),
    cert: read('certificate', files.serverCert),
    ca: read('CA', files.ca),
    passphrase: read('passphrase', files.passphrase).toString(),
  };
}

function readFiles({ key, cert, ca, passphrase }: Extract<TlsConfig, { source: 'files' }>): TlsMaterial {
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
  try {
    createSecureContext(material);
  } catch (cause) {
    throw new StartError(explain(cause as NodeJS.ErrnoException, material), { cause });
  }
}

function explain({ code = '', message }: NodeJS.ErrnoException, { passphrase }: TlsMaterial): string {
  if (/BAD_DECRYPT|PASSWORD|PASSPHRASE|CIPHERFINAL|INTERRUPTED/.test(code)) {
    return passphrase === undefined
      ? 'SSL_KEY is encrypted and SSL_PASSWD is not set: set the passphrase of the key.'
      : 'SSL_PASSWD does not open SSL_KEY: correct the passphrase.';
  }
  if (/KEY_VALUES_MISMATCH|KEY_TYPE_MISMATCH/.test(code)) {
    return 'SSL_KEY and SSL_CERT do not belong together: use the key with which this certificate was made.';
  }
  return `SSL_KEY or SSL_CERT is not usable PEM (${message}).`;
}
