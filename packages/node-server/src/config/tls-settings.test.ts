import { describe, expect, it } from 'vitest';
import { FILE, FOLDER, load, problemsOf } from './loaded-config.fixture.ts';

describe('the settings of TLS', () => {
  it('ask for no client certificate where no CA is known', () => {
    expect(load({ SSL_KEY: FILE, SSL_CERT: FILE }).clientCert).toBe('off');
    expect(load({ SSL_KEY: FILE, SSL_CERT: FILE, SSL_CA: FILE }).clientCert).toBe('request');
  });

  it('take the passphrase from a file, too', () => {
    expect(load({ SSL_KEY: FILE, SSL_CERT: FILE, SSL_PASSWD_FILE: FILE }).tls).toMatchObject({
      passphrase: { file: `${FOLDER}/${FILE}` },
    });
  });

  it.each(['development', 'production'])('are plain HTTP with TLS=off, in %s', (NODE_ENV) => {
    const off = { tls: { source: 'off' }, clientCert: 'off' };
    expect(load({ NODE_ENV, TLS: 'off' })).toMatchObject(off);
    expect(load({ NODE_ENV, TLS: 'off', CLIENT_CERT: 'off', SSL_KEY: '' })).toMatchObject(off);
  });

  it.each([
    ['SSL_KEY', 'gone.key', `names a file that does not exist: ${FOLDER}/gone.key.`],
    ['SSL_CERT', '/gone.crt', 'names a file that does not exist: /gone.crt.'],
    ['SSL_CA', '/gone.crt', 'names a file that does not exist: /gone.crt.'],
    ['SSL_PASSWD_FILE', '/gone', 'names a file that does not exist: /gone.'],
    ['CLIENT_CERT', 'yes', 'must be off, request or require.'],
    ['TLS_MIN_VERSION', '1.1', 'must be 1.2 or 1.3.'],
    ['TLS_MIN_VERSION', '13', 'must be 1.2 or 1.3.'],
    ['TLS', 'no', 'must be on or off.'],
    ['TLS', 'false', 'must be on or off.'],
    ['TLS', 'OFF', 'must be on or off.'],
  ])('refuse %s=%s in one line', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([`${name} ${problem}`]);
  });

  it.each([
    [{ SSL_CERT: FILE }, 'SSL_KEY is missing: SSL_CERT is set, so set the file with its key too.'],
    [{ SSL_KEY: FILE }, 'SSL_CERT is missing: SSL_KEY is set, so set the file with its certificate too.'],
    [
      { SSL_KEY: FILE, SSL_CERT: FILE, CLIENT_CERT: 'require' },
      'CLIENT_CERT=require needs SSL_CA: the file with the CA of the client certificates.',
    ],
    [
      { SSL_CA: FILE },
      'SSL_CA is set without SSL_KEY and SSL_CERT: the development certificate has its own CA.',
    ],
  ])('refuse %o, which do not go together', (env, line) => {
    expect(problemsOf(env)).toEqual([line]);
  });

  it.each([
    ['SSL_KEY', FILE],
    ['SSL_CERT', FILE],
    ['SSL_PASSWD', 'x'],
    ['SSL_PASSWD_FILE', FILE],
    ['SSL_CA', FILE],
    ['TLS_MIN_VERSION', '1.2'],
  ])('refuse %s beside TLS=off', (name, value) => {
    expect(problemsOf({ TLS: 'off', [name]: value })).toEqual([
      `${name} is set with TLS=off, which serves plain HTTP: leave one of them out.`,
    ]);
  });

  it.each(['request', 'require'])('refuse CLIENT_CERT=%s beside TLS=off', (CLIENT_CERT) => {
    expect(problemsOf({ TLS: 'off', CLIENT_CERT })).toEqual([
      `CLIENT_CERT=${CLIENT_CERT} is set with TLS=off: only TLS has client certificates, so leave one of them out.`,
    ]);
  });

  it('have a line for each variable that contradicts TLS=off', () => {
    const env = { TLS: 'off', SSL_KEY: FILE, SSL_CERT: FILE, SSL_CA: FILE, CLIENT_CERT: 'require' };
    expect(problemsOf(env).map((line) => line.split(/[ =]/, 1)[0])).toEqual([
      'SSL_KEY',
      'SSL_CERT',
      'SSL_CA',
      'CLIENT_CERT',
    ]);
  });
});
