import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { afterAll, describe, expect, it } from 'vitest';
import { type ServeConsoleOptions, serveFolder } from './serve-console.ts';

const folder = mkdtempSync(join(tmpdir(), 'switchboard-console-'));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<html><head><title>The page</title></head></html>');
writeFileSync(join(folder, 'icon.svg'), '<svg/>');
writeFileSync(join(folder, 'assets/part-a1.js'), 'export {};');
writeFileSync(join(folder, '.env'), 'secret');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An application with a policy of its own, the console at `/console`, and an answer to all else. */
async function start(options: ServeConsoleOptions = {}) {
  const app = express();
  app.use(helmet());
  app.use('/console', serveFolder(folder, options));
  app.use((request, response) => response.status(404).send(`the application: ${request.originalUrl}`));
  const server: Server = createServer(app).listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    get: (path: string, init: RequestInit = {}) =>
      fetch(`http://localhost:${port}${path}`, { redirect: 'manual', ...init }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('serveConsole', () => {
  it('serves the page and its files below the path where it is mounted', async () => {
    await using app = await start();
    const page = await app.get('/console/');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('<title>The page</title>');
    expect(await (await app.get('/console/index.html?event=a')).text()).toContain('The page');
    expect((await app.get('/console/icon.svg')).headers.get('content-type')).toBe('image/svg+xml');
    const part = await app.get('/console/assets/part-a1.js');
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await (await app.get('/console/', { method: 'HEAD' })).text()).toBe('');
  });

  it('leads from the path without a slash to the page, whatever a proxy cut off before it', async () => {
    await using app = await start();
    const answer = await app.get('/console?event=a');
    expect([answer.status, answer.headers.get('location')]).toEqual([301, './console/?event=a']);
  });

  it('leaves everything else to the application', async () => {
    await using app = await start();
    for (const path of ['/console/gone.js', '/console/.env', '/console/%2e%2e/package.json', '/elsewhere'])
      expect((await app.get(path)).status, path).toBe(404);
    const posted = await app.get('/console/', { method: 'POST' });
    expect(await posted.text()).toBe('the application: /console/');
  });

  it('puts its own policy in the place of that of the application, for its own files alone', async () => {
    await using app = await start();
    for (const path of ['/console/', '/console/assets/part-a1.js']) {
      const { headers } = await app.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy.split('; ')).toContain("connect-src 'self' http: https: ws: wss:");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    const other = (await app.get('/elsewhere')).headers.get('content-security-policy');
    expect(other).toContain('upgrade-insecure-requests');
  });

  it.each([
    ['self', "connect-src 'self'"],
    [
      ['https://example.com:8443', 'ws://localhost:3000/'],
      "connect-src 'self' https://example.com:8443 wss://example.com:8443 http://localhost:3000 ws://localhost:3000",
    ],
    [
      ['https://例え.jp', 'wss://*.example.com', 'http://[::1]:3000'],
      "connect-src 'self' https://xn--r8jz45g.jp wss://xn--r8jz45g.jp https://*.example.com wss://*.example.com http://[::1]:3000 ws://[::1]:3000",
    ],
  ] as const)('lets the page connect to %j', async (connect, expected) => {
    await using app = await start({ connect });
    const policy = (await app.get('/console/')).headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toContain(expected);
  });

  it('hands the target to the page, whatever is in it', async () => {
    const target = {
      url: 'https://example.com',
      namespace: '/a"><script>',
      name: "Ann's & <b> $& $' $` US$$",
    };
    await using app = await start({ target });
    const html = await (await app.get('/console/')).text();
    const content = /<meta name="switchboard-target" content="([^"]*)">/.exec(html)?.[1] ?? '';
    expect(content).not.toMatch(/[<>]/);
    const text = content.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    expect(JSON.parse(text.replaceAll('&amp;', '&'))).toEqual(target);
  });

  it.each([
    [{ connect: 'everywhere' }, "connect is 'anywhere', 'self' or a list of origins"],
    [{ connect: ['example.com'] }, '"example.com" is none'],
    [{ connect: ["https://a.example; script-src 'unsafe-eval'"] }, 'is none'],
    [{ connect: ['https://[bad'] }, '"https://[bad" is none'],
    [{ connect: ['http://a:99999999'] }, 'is none'],
    [{ connect: ['http://a\u0007'] }, 'is none'],
    [{ connect: ['http://*'] }, 'is none'],
    [{ connect: [7] }, '7 is none'],
    [{ target: { url: 'localhost:3000' } }, 'target.url must be an origin such as https://example.com:8443'],
    [{ target: { path: 'socket.io' } }, 'target.path must be a path that begins with /'],
    [{ target: { namespace: 'admin' } }, 'target.namespace must be a namespace that begins with /'],
    [{ target: 'http://localhost' }, 'target must be an object'],
    [{ target: null }, 'target must be an object'],
    [{ target: { name: ' ' } }, 'target.name must be a name'],
    [{ target: { port: 1 } }, 'target has no field "port"'],
  ] as const)('refuses %j', (options, message) => {
    expect(() => serveFolder(folder, options as never)).toThrow(message);
  });

  // What the page would replace by the server that serves it.
  it.each([
    'http://a.example?x=1',
    'http://a.example?',
    'http://a.example/#top',
    'http://a.example/admin',
    'http://a.example\\admin',
    'http://ann:secret@a.example',
    'http://a.example:0',
    'http://a.example:70000',
    'http://a!b',
    'http://a b',
    ' http://a.example',
    'http://',
    'ftp://a.example',
    '',
  ])('refuses the url %j', (url) => {
    expect(() => serveFolder(folder, { target: { url } })).toThrow(
      new TypeError(
        `serveConsole: target.url must be an origin such as https://example.com:8443, with the namespace in a field of its own, not ${JSON.stringify(url)}.`,
      ),
    );
  });

  it.each([
    'http://a.example',
    'https://a.example:8443/',
    'ws://[::1]:3000',
    'WSS://a_b.example',
    'http://bücher.example',
  ])('takes the url %j', (url) => {
    expect(() => serveFolder(folder, { target: { url } })).not.toThrow();
  });

  it.each(['', 'a', '/a b', '/a?b', '/a#b', '/a,b', '/a\n'])(
    'refuses the path and the namespace %j',
    (text) => {
      for (const [field, what] of Object.entries({ path: 'a path', namespace: 'a namespace' }))
        expect(() => serveFolder(folder, { target: { [field]: text } })).toThrow(
          new TypeError(
            `serveConsole: target.${field} must be ${what} that begins with / and has no space, ?, # or comma, not ${JSON.stringify(text)}.`,
          ),
        );
    },
  );

  it('says what to do where the page was not built', () => {
    expect(() => serveFolder(join(folder, 'assets'), {})).toThrow('build the package with `pnpm build`');
  });
});
