import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect as baseExpect, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, it, onTestFailed } from 'vitest';
import { freePort } from '../lib/free-port.ts';
import { ProcessOutput } from '../lib/process-output.ts';
import { type Command, end, start } from '../lib/run.ts';
import { copySources, type SourceCopy } from '../lib/source-copy.ts';
import { tool } from '../lib/tool.ts';

/** All that somebody writes who adds an event, as the README shows it: `text` is put before what stands there. */
const ADDED: readonly { readonly file: string; readonly before: string; readonly text: string }[] = [
  {
    file: 'packages/events/src/system.ts',
    before: "  'system:time': {",
    text: `
  // #region declare
  'system:reverse': {
    summary: 'Get a text back from its end',
    payload: z.strictObject({ text: z.string().min(1).max(20).meta({ description: 'The text to reverse' }) }),
    response: z.strictObject({ text: z.string() }),
    examples: [{ name: 'palindrome', payload: { text: 'level' } }],
    tags: ['system'],
  },
  // #endregion
`,
  },
  {
    file: 'apps/server/src/controllers/system.ts',
    before: "    'system:time':",
    text: `
    // #region answer
    'system:reverse': ({ message }) => ({ text: [...message.text].reverse().join('') }),
    // #endregion
`,
  },
  {
    file: 'apps/server/src/event-controller-map.ts',
    before: "'system:time'",
    text: "'system:reverse', ",
  },
];

// Only for what hangs: the console sends the wrong payloads one after the other, and renders after each reply.
const expect = baseExpect.configure({ timeout: 30_000 });

let copy: SourceCopy;
let browser: Browser;
let page: Page;
const processes: ReturnType<typeof start>[] = [];
const outputs: ProcessOutput[] = [];

beforeAll(async () => {
  copy = copySources('packages', 'apps');
  for (const { file, before, text } of ADDED) {
    const path = join(copy.root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(before, text + before));
  }
  const env = {
    NODE_ENV: 'development',
    SERVER_PORT: String(await freePort()),
    CONSOLE_PORT: String(await freePort()),
  };
  const run = (command: Command, workspace: string): ProcessOutput => {
    const child = start({ ...command, cwd: join(copy.root, workspace), env }, 'pipe');
    const output = new ProcessOutput(child);
    processes.push(child);
    outputs.push(output);
    return output;
  };
  const server = tool('tsx', ['--conditions=@switchboard/source', 'src/main.ts'], {
    workspace: 'apps/server',
  });
  await run(server, 'apps/server').until(/Switchboard listens/g);
  // The console takes the certificates that the server has made.
  const vite = run(tool('vite', [], { workspace: 'apps/web-client' }), 'apps/web-client');
  const [url] = await vite.until(/https:\/\/localhost:\d+(?=\D)/g);

  const { SWITCHBOARD_CHROMIUM: executablePath } = process.env;
  browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--ignore-certificate-errors'],
  });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  for (const process of processes) await end(process);
  copy?.[Symbol.dispose]();
});

it('a new event and its controller are all that it takes to have it in the console', {
  timeout: 120_000,
}, async () => {
  onTestFailed(() => console.error(outputs.map(({ text }) => text).join('\n')));
  const events = page.getByRole('navigation', { name: 'Events' });
  await events.getByRole('button', { name: 'system:reverse', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'system:reverse' })).toBeVisible();

  await expect(page.getByRole('textbox', { name: 'text' })).toHaveValue('level');
  await page.getByRole('textbox', { name: 'text' }).fill('forwards');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('status', { name: 'Last reply' })).toContainText(/^OK in/);
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('sdrawrof');

  await page.getByRole('tab', { name: 'Docs', exact: true }).click();
  await expect(page.getByText('The text to reverse')).toBeVisible();
  await expect(page.getByText('palindrome')).toBeVisible();

  await page.getByRole('tab', { name: 'Contract', exact: true }).click();
  await expect(page.getByRole('row', { name: /^system:reverse 1 1/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Invalid payloads' }).click();
  const matrix = page.getByRole('tabpanel', { name: 'Invalid payloads' });
  await matrix.getByRole('button', { name: /^Send all \d+/ }).click();
  await expect(matrix.getByRole('status', { name: 'What the server did' })).toHaveText(
    /^(\d+) of \1:\1 rejected$/,
  );
});
