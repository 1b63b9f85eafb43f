import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
const LIFETIME = 365 * DAY;

/** A CA whose private key is only in the memory of this process. */
export interface Authority {
  /** Its own certificate, in PEM. */
  readonly cert: string;
  /** For a server: `localhost` and both loopback addresses. */
  issueServer(passphrase: string): Promise<Issued>;
  /** For a client whose common name is `name`. */
  issueClient(name: string, passphrase: string): Promise<Issued>;
}

/** In PEM; the key is encrypted with the passphrase. */
export interface Issued {
  readonly key: string;
  readonly cert: string;
}

/** Makes a CA for development and tests. It and what it issues are good for 365 days, and from a day ago on. */
export async function createAuthority(): Promise<Authority> {
  const keys = await makeKeys();
  // By RFC 5280 certificates name their keys; Python from 3.13 on trusts none that does not.
  const ownKey = await SubjectKeyIdentifierExtension.create(keys.publicKey);
  const issuerKey = await AuthorityKeyIdentifierExtension.create(keys.publicKey);
  const issuer = `CN=Switchboard development CA ${randomBytes(4).toString('hex')}`;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: issuer,
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ownKey,
    ],
  });

  const issue = async (name: string, passphrase: string, { usage, names }: Leaf): Promise<Issued> => {
    const { publicKey, privateKey } = await makeKeys();
    const leaf = await X509CertificateGenerator.create({
      ...validity(),
      subject: `CN=${name}`,
      issuer,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([usage]),
        issuerKey,
        await SubjectKeyIdentifierExtension.create(publicKey),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
      ],
    });
    return { key: await encrypt(privateKey, passphrase), cert: toPem(leaf) };
  };

  return {
    cert: toPem(certificate),
    issueServer: (passphrase) => issue('localhost', passphrase, SERVER),
    issueClient: (name, passphrase) => issue(name, passphrase, CLIENT),
  };
}

interface Leaf {
  readonly usage: ExtendedKeyUsage;
  readonly names: { type: 'dns' | 'ip'; value: string }[];
}

const SERVER: Leaf = {
  usage: ExtendedKeyUsage.serverAuth,
  names: [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
    { type: 'ip', value: '::1' },
  ],
};
const CLIENT: Leaf = { usage: ExtendedKeyUsage.clientAuth, names: [] };

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

function toPem(certificate: { toString(format: 'pem'): string }): string {
  return `${certificate.toString('pem')}\n`;
}
