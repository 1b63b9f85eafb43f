import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
const LIFETIME = 365 * DAY;
const RENEW_BEFORE = 7 * DAY;

/** The files of a development folder, all in PEM but the passphrase, which is plain text. */
export interface DevCertificates {
  readonly ca: string;
  readonly serverKey: string;
  readonly serverCert: string;
  readonly clientKey: string;
  readonly clientCert: string;
  /** Opens both keys. */
  readonly passphrase: string;
}

/**
 * Makes a local CA, a certificate for localhost and one for a client named "developer", unless the folder has them and
 * they are good for another week. Keys are encrypted, files are readable by their owner alone, the CA's own key is
 * thrown away, and nothing is put into a trust store.
 */
export async function ensureDevCertificates(directory: string): Promise<DevCertificates> {
  const files: DevCertificates = {
    ca: join(directory, 'ca.crt'),
    serverKey: join(directory, 'server.key'),
    serverCert: join(directory, 'server.crt'),
    clientKey: join(directory, 'client.key'),
    clientCert: join(directory, 'client.crt'),
    passphrase: join(directory, 'passphrase'),
  };
  if (!isGood(files)) await makeAll(files, directory);
  return files;
}

function isGood(files: DevCertificates): boolean {
  if (!Object.values(files).every((file) => existsSync(file))) return false;
  const { validTo } = new X509Certificate(readFileSync(files.serverCert));
  return Date.parse(validTo) - Date.now() > RENEW_BEFORE;
}

async function makeAll(files: DevCertificates, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const passphrase = randomBytes(24).toString('base64url');
  const ca = await makeCa();
  const server = await makeLeaf(ca, 'localhost', {
    usage: ExtendedKeyUsage.serverAuth,
    names: [
      { type: 'dns', value: 'localhost' },
      { type: 'ip', value: '127.0.0.1' },
      { type: 'ip', value: '::1' },
    ],
  });
  const client = await makeLeaf(ca, 'developer', { usage: ExtendedKeyUsage.clientAuth, names: [] });
  // The server's certificate comes last: its presence says that the set is whole.
  write(files.passphrase, passphrase);
  write(files.ca, ca.pem);
  write(files.clientKey, await encrypt(client.privateKey, passphrase));
  write(files.clientCert, client.pem);
  write(files.serverKey, await encrypt(server.privateKey, passphrase));
  write(files.serverCert, server.pem);
}

interface Issued {
  readonly pem: string;
  readonly privateKey: webcrypto.CryptoKey;
}

interface Authority extends Issued {
  readonly name: string;
}

async function makeCa(): Promise<Authority> {
  const keys = await makeKeys();
  const name = `CN=Switchboard development CA ${randomBytes(4).toString('hex')}`;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { name, pem: certificate.toString('pem'), privateKey: keys.privateKey };
}

interface Leaf {
  readonly usage: ExtendedKeyUsage;
  readonly names: { type: 'dns' | 'ip'; value: string }[];
}

async function makeLeaf(ca: Authority, commonName: string, { usage, names }: Leaf): Promise<Issued> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    ...validity(),
    subject: `CN=${commonName}`,
    issuer: ca.name,
    publicKey: keys.publicKey,
    signingKey: ca.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([usage]),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return { pem: certificate.toString('pem'), privateKey: keys.privateKey };
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
    notAfter: new Date(now + LIFETIME),
  };
}

async function encrypt(privateKey: webcrypto.CryptoKey, passphrase: string): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })
    .toString();
}

function write(file: string, text: string): void {
  const part = `${file}.${process.pid}.part`;
  rmSync(part, { force: true });
  writeFileSync(part, text.endsWith('\n') || file.endsWith('passphrase') ? text : `${text}\n`, {
    mode: 0o600,
  });
  renameSync(part, file);
}
