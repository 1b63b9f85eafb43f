import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certificates, tempFolder } from '../app.fixture.ts';
import type { TlsConfig } from '../config/tls-settings.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { loadTls } from './load-tls.ts';

type FilesConfig = Extract<TlsConfig, { source: 'files' }>;

/** The development files, given as if somebody had configured them. */
async function configured(changed: Partial<FilesConfig> = {}): Promise<FilesConfig> {
  const { serverKey: key, serverCert: cert, ca, passphrase: file } = certificates();
  return { source: 'files', key, cert, ca, passphrase: { text: readFileSync(file, 'utf8') }, ...changed };
}

function fileWith(content: string | Buffer): string {
  const file = join(tempFolder(), 'file.pem');
  writeFileSync(file, content);
  return file;
}

async function refusalOf(changed: Partial<FilesConfig>): Promise<string> {
  const error: unknown = await loadTls(await configured(changed)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StartError);
  return (error as Error).message;
}

describe('loadTls', () => {
  it('reads key, certificate, CA and passphrase', async () => {
    const config = await configured();
    expect(await loadTls(config)).toEqual({
      key: readFileSync(config.key),
      cert: readFileSync(config.cert),
      ca: readFileSync(config.ca ?? ''),
      passphrase: (config.passphrase as { text: string }).text,
    });
  });

  it.each(['', '\n', '\r\n'])('reads the passphrase from a file that ends in %j', async (end) => {
    const { passphrase } = certificates();
    const file = fileWith(`${readFileSync(passphrase, 'utf8')}${end}`);
    const material = await loadTls(await configured({ passphrase: { file } }));
    expect(material.passphrase).toBe(readFileSync(passphrase, 'utf8'));
  });

  it('takes a key without a passphrase, and a set without a CA', async () => {
    const key = fileWith(await plainKey());
    const material = await loadTls(await configured({ key, ca: undefined, passphrase: undefined }));
    expect(Object.keys(material)).toEqual(['key', 'cert']);
  });
});

describe('loadTls refuses, in one line,', () => {
  // One guess in some hundred decrypts to something, which OpenSSL then finds "unsupported".
  it('every wrong passphrase', async () => {
    for (let guess = 0; guess < 400; guess++) {
      const refusal = await refusalOf({ passphrase: { text: `guess ${guess}` } });
      expect(refusal).toBe('SSL_PASSWD does not open SSL_KEY: correct the passphrase.');
    }
  });

  it('an encrypted key without a passphrase', async () => {
    expect(await refusalOf({ passphrase: undefined })).toBe(
      'SSL_KEY is encrypted: set its passphrase as SSL_PASSWD.',
    );
  });

  it('a key of another certificate, of the same kind or not', async () => {
    const message =
      'SSL_KEY and SSL_CERT do not belong together: use the key with which this certificate was made.';
    const { clientKey } = certificates();
    expect(await refusalOf({ key: clientKey })).toBe(message);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = fileWith(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    expect(await refusalOf({ key })).toBe(message);
  });

  it.each([
    ['key', 'SSL_KEY is not a private key in PEM.'],
    ['cert', 'SSL_CERT is not a certificate in PEM.'],
    ['ca', 'SSL_CA is not a certificate in PEM.'],
  ] as const)('a %s that is not PEM', async (name, message) => {
    expect(await refusalOf({ [name]: fileWith('not PEM') })).toBe(message);
    expect(await refusalOf({ [name]: fileWith('') })).toBe(message);
  });

  it('a file that cannot be read', async () => {
    const folder = tempFolder();
    expect(await refusalOf({ key: folder })).toBe(`SSL_KEY: ${folder} cannot be read (EISDIR).`);
    expect(await refusalOf({ cert: folder })).toBe(`SSL_CERT: ${folder} cannot be read (EISDIR).`);
    expect(await refusalOf({ ca: folder })).toBe(`SSL_CA: ${folder} cannot be read (EISDIR).`);
    expect(await refusalOf({ passphrase: { file: folder } })).toBe(
      `SSL_PASSWD_FILE: ${folder} cannot be read (EISDIR).`,
    );
  });

  it('a development folder that cannot be written', async () => {
    const directory = join(fileWith(''), 'certificates');
    await expect(loadTls({ source: 'development', directory })).rejects.toThrow(
      `The development certificates cannot be written to ${directory}: `,
    );
  });
});

async function plainKey(): Promise<string> {
  const { serverKey, passphrase } = certificates();
  const key = createPrivateKey({ key: readFileSync(serverKey), passphrase: readFileSync(passphrase) });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
