import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

describe('loadConfig', () => {
  it('has what every server has, and where the console is', () => {
    expect(loadConfig({})).toMatchObject({
      production: false,
      port: 8443,
      consoleDir: undefined,
      consoleUrl: 'https://localhost:5173/',
      devCertificates: `${ROOT}/.certificates`,
    });
    expect(loadConfig({ CONSOLE_PORT: '7000' }).consoleUrl).toBe('https://localhost:7000/');
    expect(loadConfig({ TLS: 'off' }).consoleUrl).toBe('http://localhost:5173/');
  });

  it('serves the console itself in production', () => {
    expect(loadConfig({ NODE_ENV: 'production' })).toMatchObject({
      production: true,
      consoleDir: `${ROOT}/apps/web-client/dist`,
      consoleUrl: 'console/',
    });
  });

  it('resolves relative paths against the root of the repository, wherever it was started', () => {
    expect(loadConfig({ DATA_DIR: 'elsewhere' })).toMatchObject({
      dataDir: `${ROOT}/elsewhere`,
      tls: { source: 'development', directory: `${ROOT}/.certificates` },
    });
    expect(existsSync(`${ROOT}/pnpm-workspace.yaml`)).toBe(true);
  });

  it('keeps the development certificates, which the console uses, where the server has others', () => {
    const { tls, devCertificates } = loadConfig({ SSL_KEY: 'package.json', SSL_CERT: 'package.json' });
    expect(tls).toMatchObject({ source: 'files', key: `${ROOT}/package.json` });
    expect(devCertificates).toBe(`${ROOT}/.certificates`);
  });

  it('names its own bad variables beside those of every server, each in one line', () => {
    expect(() => loadConfig({ SERVER_PORT: 'abc', CONSOLE_PORT: 'abc' })).toThrow(
      /^SERVER_PORT must be a port number, at most 65535\.\nCONSOLE_PORT must be a port number, at most 65535\.$/,
    );
  });
});
