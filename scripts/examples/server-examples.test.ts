import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, expect as baseExpect, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../lib/free-port.ts';
import { ROOT } from '../lib/root.ts';
import { succeed } from '../lib/run.ts';
import { type ExampleCopy, installExamples, type Program, startProgram } from './example-copy.ts';
import {
  type DevCertificates,
  makeCertificates,
  tlsOptions,
  tlsVariables,
} from './installed-certificates.ts';
import { startLossyProxy } from './lossy-proxy.ts';

let copy: ExampleCopy;
let certificates: DevCertificates;

beforeAll(async () => {
  copy = await installExamples(['worker-service', 'react-page'], inject('tarballs'));
  certificates = await makeCertificates(copy.folder('worker-service'));
});

afterAll(() => copy?.[Symbol.dispose]());

async function urlOf({ output }: Program): Promise<string> {
  return (await output.until(/"url":"(https:[^"]*)"/g))[1] ?? '';
}

describe('the example of a worker service', () => {
  const KEY = 'the key of all scanners';
  const start = (file: string, env: Readonly<Record<string, string>>): Program =>
    startProgram(copy.folder('worker-service'), ['--import', 'tsx', file], env);
  const serve = (): Program =>
    start('server/main.ts', { ...tlsVariables(certificates), SCANNER_KEY: KEY, SERVER_PORT: '0' });

  /** What a worker writes until it ends. */
  async function work(env: Readonly<Record<string, string>>): ReturnType<Program['finished']> {
    await using worker = start('worker/main.ts', {
      SCANNER_KEY: KEY,
      NODE_EXTRA_CA_CERTS: certificates.ca,
      ...env,
    });
    return await worker.finished();
  }

  let server: Program;
  let url: string;

  beforeAll(async () => {
    server = serve();
    url = await urlOf(server);
  });

  afterAll(() => server?.[Symbol.asyncDispose]());

  it('compiles', async () => {
    const cwd = copy.folder('worker-service');
    expect(await succeed({ file: 'npm', args: ['run', '--silent', 'check'], cwd })).toBe('');
  });

  it('reports each scan once, whatever is refused or lost on the way, and again after a new start', async () => {
    const refusal = (code: string, retryAfter?: number): string =>
      JSON.stringify({ ok: false, error: { code, message: 'Not now.', retryAfter } });
    await using proxy = await startLossyProxy(url, tlsOptions(certificates), {
      event: 'parcel:scan',
      faults: [
        { status: 401, body: refusal('UNAUTHORIZED') }, // As where its token has expired: it logs in again.
        { status: 429, body: refusal('TOO_MANY_REQUESTS', 20) },
        { status: 502, body: '<h1>Bad gateway</h1>' },
        'lose-answer',
      ],
    });
    const { code, text } = await work({ SERVER_URL: proxy.url });
    expect(text).toMatch(
      /^(\S+): TOO_MANY_REQUESTS, again in 20 ms\n\1: SERVICE_UNAVAILABLE, again in \d+ ms\n\1: DISCONNECTED, again in \d+ ms\n/,
    );
    // The server's own rate may ask for more pauses.
    const reports = (lines: string): string[] =>
      lines.split('\n').filter((line) => !/^$|, again in/.test(line));
    expect(reports(text)).toEqual([
      '2026-11-30/1: scan 1 of P-1',
      '2026-11-30/2: scan 1 of P-2',
      '2026-11-30/3: scan 2 of P-1',
      '2026-11-30/4: there is no parcel P-9',
      '2026-11-30/5: scan 2 of P-2',
      '2026-11-30/6: scan 1 of P-3',
      '2026-11-30/7: scan 3 of P-1',
    ]);
    expect(code).toBe(0);

    const attempts = proxy.requests.slice(0, 5);
    expect(new Set(attempts.map((headers) => headers['idempotency-key']))).toEqual(new Set(['2026-11-30/1']));
    const [trace, ...others] = new Set(attempts.slice(1).map(({ traceparent }) => traceparent));
    expect(others).toEqual([]);
    expect(server.output.text).toContain(`"trace":"${trace}"`);

    const again = await work({ SERVER_URL: url });
    expect(reports(again.text)).toEqual(reports(text));
  });

  it('ends with one line where the CA is not trusted, or the key is wrong', async () => {
    expect(await work({ SERVER_URL: url, NODE_EXTRA_CA_CERTS: '' })).toEqual({
      code: 1,
      text: expect.stringMatching(/^The certificate of the server is not trusted .*NODE_EXTRA_CA_CERTS.*\n$/),
    });
    expect(await work({ SERVER_URL: url, SCANNER_KEY: 'a guess' })).toEqual({
      code: 1,
      text: 'The server does not let this worker in: The key is not that of the scanners.\n',
    });
  });

  it('has a server that does not start with a short key', async () => {
    await using refused = start('server/main.ts', {
      ...tlsVariables(certificates),
      SCANNER_KEY: 'short',
      SERVER_PORT: '0',
    });
    expect(await refused.finished()).toEqual({
      code: 1,
      text: 'SCANNER_KEY must have at least 16 characters.\n',
    });
  });
});

describe('the example of a React page', () => {
  // Only for what hangs.
  const expectPage = baseExpect.configure({ timeout: 30_000 });
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    const { SWITCHBOARD_CHROMIUM: executablePath } = process.env;
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--ignore-certificate-errors'],
    });
    folder = copy.folder('react-page');
  });

  afterAll(() => browser?.close());

  /** A page of a browser of its own, and what it complains of. */
  async function open(url: string): Promise<Page & { readonly complaints: string[] }> {
    const page = await browser.newPage({ locale: 'en-US' });
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    await expectPage(page.getByRole('status')).toHaveText('Connected: everyone sees the same list.');
    return Object.assign(page, { complaints });
  }

  async function add(page: Page, name: string): Promise<void> {
    await page.getByLabel('What do we need?').fill(name);
    await page.keyboard.press('Enter');
  }

  it('is built, and serves two people one list, which each of them changes', async () => {
    await succeed({ file: 'npm', args: ['run', 'build'], cwd: folder });
    const port = String(await freePort());
    const env = { ...tlsVariables(certificates), NODE_ENV: 'production', SERVER_PORT: port };
    const url = `https://localhost:${port}`;
    await using server = startProgram(folder, ['dist/server/main.js'], env);
    await urlOf(server);
    const [ann, ben] = await Promise.all([open(url), open(url)]);

    await add(ann, 'Milk');
    await ben.getByRole('checkbox', { name: 'Milk' }).click();
    await expectPage(ann.getByRole('checkbox', { name: 'Milk' })).toBeChecked();

    await add(ben, 'milk');
    await expectPage(ben.getByRole('alert')).toHaveText('milk is on the list already.');
    await expectPage(ben.getByLabel('What do we need?')).toBeFocused();
    expect(await problemsFor(ben)).toEqual([]);
    await add(ben, '   ');
    await expectPage(ben.getByRole('alert')).toHaveText('Write what we need, in 40 characters at most.');
    expect([...ann.complaints, ...ben.complaints]).toEqual([]);

    await server[Symbol.asyncDispose]();
    await expectPage(ann.getByRole('button', { name: 'Add' })).toBeDisabled();
    await using _again = startProgram(folder, ['dist/server/main.js'], env);
    await expectPage(ann.getByText('Nothing is on the list.')).toBeVisible();
    await add(ann, 'Bread');
    await expectPage(ben.getByRole('checkbox', { name: 'Bread' })).not.toBeChecked();
    await Promise.all([ann.close(), ben.close()]);
  });

  it('is served by Vite while one works on it, which checks the certificate of the server', async () => {
    await using server = startProgram(folder, ['--import', 'tsx', 'server/main.ts'], { SERVER_PORT: '0' });
    const { port: SERVER_PORT } = new URL(await urlOf(server));
    const vite = join(
      dirname(createRequire(join(folder, 'x.js')).resolve('vite/package.json')),
      'bin/vite.js',
    );
    const port = String(await freePort());
    await using dev = startProgram(folder, [vite, '--port', port, '--strictPort'], { SERVER_PORT });
    await dev.output.until(/ready in/g);
    const page = await open(`http://localhost:${port}`);
    await add(page, 'Apples');
    await expectPage(page.getByRole('checkbox', { name: 'Apples' })).toBeVisible();
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  /** What axe finds, in light and in dark. The page's policy admits no script of others, so it is evaluated. */
  async function problemsFor(page: Page): Promise<string[]> {
    await page.evaluate(readFileSync(join(ROOT, 'e2e/node_modules/axe-core/axe.min.js'), 'utf8'));
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const rules = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string; help: string }[] }> };
        };
        return (await axe.run()).violations.map(({ id, help }) => `${id}: ${help}`);
      });
      found.push(...rules.map((rule) => `${colorScheme}: ${rule}`));
    }
    return found;
  }
});
