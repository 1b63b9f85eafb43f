import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;

/** In PEM; the key is encrypted. */
export interface Issued {
  readonly key: string;
  readonly cert: string;
  readonly passphrase: string;
}

/** Signs certificates as long as a test runs. */
export interface Authority {
  /** Its own certificate, in PEM. */
  readonly ca: string;
  /** A certificate for localhost, which also serves a client under that name. */
  issue(name?: string): Promise<Issued>;
}

export async function createAuthority(): Promise<Authority> {
  const keys = await makeKeys();
  const issuer = `CN=Fault test CA ${randomBytes(4).toString('hex')}`;
  const own = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: issuer,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    ca: own.toString('pem'),
    issue: async (name = 'localhost') => {
      const { publicKey, privateKey } = await makeKeys();
      const passphrase = randomBytes(12).toString('hex');
      const leaf = await X509CertificateGenerator.create({
        ...validity(),
        subject: `CN=${name}`,
        issuer,
        publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
      });
      return { key: await encrypt(privateKey, passphrase), cert: leaf.toString('pem'), passphrase };
    },
  };
}

/** The environment variables of a server whose certificate is in these files. */
export interface CertificateFiles extends Readonly<Record<string, string>> {
  readonly SSL_KEY: string;
  readonly SSL_CERT: string;
  readonly SSL_PASSWD_FILE: string;
}

/** Writes a certificate into the folder, over the one that was there. */
export function writeCertificate(folder: string, { key, cert, passphrase }: Issued): CertificateFiles {
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

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]) as Promise<webcrypto.CryptoKeyPair>;
}

function validity(): { serialNumber: string; notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return {
    serialNumber: `00${randomBytes(15).toString('hex')}`,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + DAY),
  };
}

async function encrypt(privateKey: webcrypto.CryptoKey, passphrase: string): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })
    .toString();
}
