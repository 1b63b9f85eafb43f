import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type ConnectionOptions, connect, getCiphers, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { certificates, startApp, type TestApp } from '../app.fixture.ts';
import { createAuthority } from './issue-certificate.ts';

async function handshake({ port, ca }: TestApp, options: ConnectionOptions): Promise<TLSSocket> {
  const socket = connect({ host: 'localhost', servername: 'localhost', port, ca, ...options });
  await once(socket, 'secureConnect');
  return socket;
}

/** What the developer presents. */
async function developer(): Promise<{ key: Buffer; cert: Buffer; passphrase: string }> {
  const files = certificates();
  return {
    key: readFileSync(files.clientKey),
    cert: readFileSync(files.clientCert),
    passphrase: readFileSync(files.passphrase, 'utf8'),
  };
}

/** What somebody presents whose CA the server does not know. */
async function stranger(): Promise<{ key: string; cert: string; passphrase: string }> {
  const authority = await createAuthority();
  return { ...(await authority.issueClient('developer', 'x')), passphrase: 'x' };
}

describe('the HTTPS server', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s, with an AEAD suite', async (version) => {
    await using app = await startApp();
    const socket = await handshake(app, { minVersion: version, maxVersion: version });
    expect(socket.getProtocol()).toBe(version);
    expect(socket.getCipher().name).toMatch(/GCM|CHACHA20/);
    socket.destroy();
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    await using app = await startApp();
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
    await expect(handshake(app, old)).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  });

  it('has no suite but those of Mozilla', async () => {
    await using app = await startApp();
    const accepted: string[] = [];
    for (const suite of getCiphers().map((name) => name.toUpperCase())) {
      const options = suite.startsWith('TLS_')
        ? { ciphers: suite, minVersion: 'TLSv1.3' as const }
        : { ciphers: `${suite}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' as const };
      const socket = await handshake(app, options).catch(() => undefined);
      if (socket) accepted.push(suite);
      socket?.destroy();
    }
    // The certificate is an ECDSA one.
    expect(accepted.sort()).toEqual([
      'ECDHE-ECDSA-AES128-GCM-SHA256',
      'ECDHE-ECDSA-AES256-GCM-SHA384',
      'ECDHE-ECDSA-CHACHA20-POLY1305',
      'TLS_AES_128_GCM_SHA256',
      'TLS_AES_256_GCM_SHA384',
      'TLS_CHACHA20_POLY1305_SHA256',
    ]);
  });

  it('agrees on a curve of Mozilla, and on no other', async () => {
    await using app = await startApp();
    for (const curve of ['X25519', 'prime256v1', 'secp384r1'])
      (await handshake(app, { ecdhCurve: curve })).destroy();
    for (const curve of ['secp521r1', 'X448'])
      await expect(handshake(app, { ecdhCurve: curve })).rejects.toThrow(/handshake failure/);
  });

  it('speaks TLS 1.3 alone where that is the least', async () => {
    await using app = await startApp({ tlsMinVersion: 'TLSv1.3' });
    const socket = await handshake(app, {});
    expect(socket.getProtocol()).toBe('TLSv1.3');
    socket.destroy();
    await expect(handshake(app, { maxVersion: 'TLSv1.2' })).rejects.toMatchObject({
      code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    });
  });

  it('does not renegotiate', async () => {
    await using app = await startApp();
    const socket = await handshake(app, { maxVersion: 'TLSv1.2' });
    socket.on('error', () => undefined);
    const outcome = await new Promise<Error | null>((resolve) => {
      socket.renegotiate({ rejectUnauthorized: true }, resolve);
      socket.once('error', resolve);
    });
    expect(outcome).toMatchObject({ code: 'ERR_SSL_NO_RENEGOTIATION' });
    socket.destroy();
  });

  it('is trusted by clients that trust the CA, by each of its names, and by no others', async () => {
    await using app = await startApp();
    for (const host of ['localhost', '127.0.0.1']) {
      const socket = connect({ host, port: app.port, ca: app.ca });
      await once(socket, 'secureConnect');
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
    await expect(handshake(app, { ca: [] })).rejects.toThrow(/certificate|self-signed/);
    await expect(handshake(app, { servername: 'example.com' })).rejects.toThrow(/altnames/);
  });
});

describe('a client certificate', () => {
  it('is demanded, and must be verified, where it is required', async () => {
    await using app = await startApp({ clientCert: 'require' });
    expect((await app.request('/healthz', await developer())).status).toBe(200);
    await expect(app.request('/healthz')).rejects.toThrow(/certificate required|ECONNRESET|socket hang up/);
    await expect(app.request('/healthz', await stranger())).rejects.toThrow(
      /unknown ca|ECONNRESET|socket hang up/,
    );
    const { key, cert, passphrase } = await developer();
    const options = { key, cert, passphrase } as object;
    expect((await app.connect(options)).connected).toBe(true);
    await expect(app.connect()).rejects.toThrow();
  });
});
