import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { createClient } from '@switchboard/client';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { contract } from '../template/src/contract.ts';
import { npmScript } from './npm-script.fixture.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program to test with, if it is not Playwright's own. */
    chromium?: string;
    tarballs: Record<string, string>;
  }
}

const run = promisify(execFile);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'created-project-')));
const withReact = join(folder, 'with-react');
const withoutReact = join(folder, 'without-react');

beforeAll(async () => {
  vi.stubEnv('npm_config_prefer_offline', 'true');
  vi.stubEnv('NODE_ENV', ''); // That of Vitest would count as given; set to nothing, it is left out.
  const { 'create-switchboard': generator = '' } = inject('tarballs');
  await run('tar', ['-xzf', generator, '-C', folder]);
  const main = join(folder, 'package/dist/main.js');
  symlinkSync(
    fileURLToPath(new URL('../node_modules', import.meta.url)),
    join(folder, 'package/node_modules'),
  );
  const options = ['--packages', dirname(generator), '--package-manager', 'npm'];
  await run(process.execPath, [main, withReact, ...options]);
  await run(process.execPath, [main, withoutReact, ...options, '--no-react', '--no-install']);
  // What it needs is there, too.
  symlinkSync(join(withReact, 'node_modules'), join(withoutReact, 'node_modules'));
}, 240_000);

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Adds a note by a typed call. Resolves to the reply. */
async function addNote(url: string, project: string, path = '/socket.io/') {
  const ca = readFileSync(join(project, '.certificates/ca.crt'), 'utf8');
  const client = createClient(contract, url, { socketOptions: { ca, path } });
  try {
    expect(await client.call('user:enter', { name: 'Ann' })).toMatchObject({ ok: true });
    return await client.call('note:add', { text: 'Buy milk' });
  } finally {
    client.disconnect();
  }
}

/** Opens the page, and adds a note on it to the one that is there. */
async function addNoteOnPage(url: string): Promise<void> {
  const executablePath = inject('chromium');
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--ignore-certificate-errors'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByText('Ann Buy milk').waitFor();
    await page.getByLabel('Your name').fill('Ben');
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByLabel('New note').fill('Buy bread');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('Ben Buy bread').waitFor();
  } finally {
    await browser.close();
  }
}

async function fetchText(url: string, project: string): Promise<string> {
  const ca = readFileSync(join(project, '.certificates/ca.crt'));
  const [response] = (await once(get(url, { ca }), 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  return text(response);
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `${port}`;
}

const added = { ok: true, data: { id: 1, author: 'Ann', text: 'Buy milk' } };

it.each([withReact, withoutReact])('its types fit: %s', async (project) => {
  await using check = npmScript(project, 'run', 'check');
  expect(await check.ended).toEqual({ code: 0, output: expect.any(String) });
});

it('its own test is green', async () => {
  await using test = npmScript(withReact, 'test');
  expect(await test.ended).toEqual({ code: 0, output: expect.stringMatching(/Tests +3 passed/) });
});

it('answers below a path when it was built and started as the Dockerfile does', async () => {
  await using build = npmScript(withReact, 'run', 'build');
  expect(await build.ended).toEqual({ code: 0, output: expect.any(String) });
  const image = join(folder, 'image');
  for (const part of ['package.json', 'dist'])
    await cp(join(withReact, part), join(image, part), { recursive: true });
  symlinkSync(join(withReact, 'node_modules'), join(image, 'node_modules'));

  vi.stubEnv('SERVER_PORT', '0');
  vi.stubEnv('BASE_PATH', '/realtime');
  await using server = npmScript(image, 'start');
  const [, url = ''] = await server.until(/^\{.*"url":"(https:\/\/localhost:\d+\/realtime\/)"/m);
  const { origin, port } = new URL(url);
  expect(await addNote(origin, image, '/realtime/socket.io/')).toEqual(added);
  await addNoteOnPage(url);
  vi.stubEnv('SERVER_PORT', port);
  await run(process.execPath, [join(image, 'dist/server/healthcheck.js')], { cwd: image });
});

it('answers the page of Vite and a client there in development', async () => {
  vi.stubEnv('SERVER_PORT', await freePort());
  vi.stubEnv('PAGE_PORT', await freePort());
  vi.stubEnv('BASE_PATH', '/realtime'); // The page of Vite is at the root all the same.
  await using dev = npmScript(withReact, 'run', 'dev');
  await dev.until(/Switchboard listens/);
  const [, url = ''] = await dev.until(/Local: +(https:\/\/localhost:\d+)/);
  expect(await fetchText(url, withReact)).toContain('/src/page/main.tsx');
  expect(await fetchText(`${url}/src/page/app.tsx`, withReact)).toContain('useNewClient');
  expect(await addNote(url, withReact)).toEqual(added);
});

it('answers its own client in development without React', async () => {
  const port = await freePort();
  vi.stubEnv('SERVER_PORT', port);
  vi.stubEnv('BASE_PATH', undefined);
  await using dev = npmScript(withoutReact, 'run', 'dev');
  await dev.until(/Switchboard listens/);
  const words = ['Ann', 'Buy milk', `https://localhost:${port}`];
  await using note = npmScript(withoutReact, 'run', 'note', '--', ...words);
  expect(await note.ended).toMatchObject({ code: 0, output: expect.stringContaining("text: 'Buy milk'") });
});
