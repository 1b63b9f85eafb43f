import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { certificates, startApp, tempFolder } from '../app.fixture.ts';

describe('the routes', () => {
  it('/healthz and /readyz say that the process lives and takes connections', async () => {
    await using app = await startApp();
    for (const path of ['/healthz', '/readyz']) {
      const answer = await app.request(path);
      expect([answer.status, answer.json()]).toEqual([200, { ok: true }]);
    }
  });

  it('answer 404 to the rest, as JSON', async () => {
    await using app = await startApp();
    for (const [method, path] of [
      ['GET', '/nothing'],
      ['POST', '/'],
      ['GET', '/events'],
      ['GET', '/console/'],
      ['GET', '/%2e%2e/package.json'],
      ['GET', '/../package.json'],
      ['GET', '//example.com/..'],
    ] as const) {
      const answer = await app.request('/', { method, path });
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json()).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
    }
  });

  it('answer 400 to an event that cannot be decoded', async () => {
    await using app = await startApp();
    const answer = await app.request('/', { method: 'POST', path: '/events/%zz' });
    expect([answer.status, answer.json()]).toMatchObject([400, { error: { code: 'BAD_REQUEST' } }]);
  });

  it('answer HEAD like GET, without a body', async () => {
    await using app = await startApp();
    for (const path of ['/', '/healthz', '/status.css']) {
      const answer = await app.request(path, { method: 'HEAD' });
      expect([answer.status, answer.text]).toEqual([200, '']);
      expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
    }
  });

  it('serve the static files', async () => {
    await using app = await startApp();
    expect((await app.request('/status.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    expect((await app.request('/favicon.svg')).headers['content-type']).toBe('image/svg+xml');
  });

  it('serve the console where it was built', async () => {
    const consoleDir = join(tempFolder(), 'dist');
    mkdirSync(join(consoleDir, 'assets'), { recursive: true });
    writeFileSync(join(consoleDir, 'assets', 'part-a1.js'), '');
    writeFileSync(join(consoleDir, 'index.html'), '<title>Console</title>');
    writeFileSync(join(consoleDir, '.env'), 'secret');
    await using app = await startApp({ production: true, consoleDir, consoleUrl: 'console/' });
    expect((await app.request('/console/')).text).toBe('<title>Console</title>');
    const redirect = await app.request('/console');
    expect([redirect.status, redirect.headers.location]).toEqual([301, 'console/']);
    expect((await app.request('/')).text).toContain('href="console/"');
    const cached = async (path: string) => (await app.request(path)).headers['cache-control'];
    expect(await cached('/console/')).toBe('public, max-age=0');
    expect(await cached('/console/assets/part-a1.js')).toBe('public, max-age=31536000, immutable');
    for (const path of ['/console/.env', '/console/gone.js'])
      expect((await app.request(path)).status).toBe(404);
  });

  it('start without the console where it was not built', async () => {
    await using app = await startApp({ consoleDir: join(tempFolder(), 'dist') });
    expect((await app.request('/console/')).status).toBe(404);
  });
});

describe('a caller who hangs up before the answer', () => {
  it.each([
    'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET /status.css HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'POST /events/system:time HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n',
    'POST /events/system:echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  ])('is no failure of the server: %j', async (text) => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line) => lines.push(line) });
    await using app = await startApp({}, logger);
    for (let i = 0; i < 20; i++) {
      const socket = connect({ host: 'localhost', servername: 'localhost', port: app.port, ca: app.ca });
      await once(socket, 'secureConnect');
      socket.write(text);
      socket.destroy();
    }
    expect((await app.request('/')).status).toBe(200);
    expect(lines).toEqual([]);
  });
});

describe('the security headers', () => {
  it('are on every answer', async () => {
    await using app = await startApp();
    for (const path of ['/', '/nothing', '/status.css', '/healthz']) {
      const { headers } = await app.request(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(String(headers['content-security-policy']).split(';')).toEqual(
        expect.arrayContaining([
          "default-src 'self'",
          "script-src 'self'",
          "object-src 'none'",
          "frame-ancestors 'none'",
          "base-uri 'self'",
        ]),
      );
    }
  });

  it('let a page run only what this server serves, and talk only to it', async () => {
    await using app = await startApp();
    const policy = String((await app.request('/')).headers['content-security-policy']);
    expect(Object.fromEntries(policy.split(';').map((rule) => rule.split(/ (.*)/s).slice(0, 2)))).toEqual({
      'default-src': "'self'",
      'base-uri': "'self'",
      'frame-ancestors': "'none'",
      'form-action': "'self'",
      'object-src': "'none'",
      'script-src': "'self'",
      'script-src-attr': "'none'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'font-src': "'self' data:",
      'worker-src': "'self' blob:",
      'connect-src': "'self'",
    });
  });

  it("demand HTTPS for good only with a certificate of one's own", async () => {
    await using development = await startApp();
    expect((await development.request('/')).headers).not.toHaveProperty('strict-transport-security');
    const { serverKey: key, serverCert: cert, ca, passphrase } = certificates();
    await using app = await startApp({
      tls: { source: 'files', key, cert, ca, passphrase: { file: passphrase } },
    });
    expect((await app.request('/')).headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  });
});
