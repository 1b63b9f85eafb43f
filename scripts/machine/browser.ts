import { chromium } from '@playwright/test';
import { run } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';
import { aptInstall, canInstall } from './apt.ts';
import { packedChromium } from './packed-chromium.ts';
import { systemChromium } from './system-chromium.ts';

/** A browser that was seen loading a page; without a path it is Playwright's own. */
export interface Browser {
  readonly name: string;
  readonly path?: string;
}

/** Where a browser may come from. The first that yields one that works is taken. */
const SOURCES: readonly (() => AsyncIterable<Browser> | Iterable<Browser>)[] = [
  playwrights,
  system,
  download,
  packed,
  apt,
];

/**
 * Finds or fetches a Chromium for the tests and prints which. `SWITCHBOARD_CHROMIUM` names the one to use.
 * Throws if that one does not work, or if none can be had.
 */
export async function findBrowser(
  named: string | undefined = process.env.SWITCHBOARD_CHROMIUM,
): Promise<Browser> {
  if (named) {
    const problem = await tryOut(named);
    if (problem) throw new Error(`SWITCHBOARD_CHROMIUM=${named} does not load a page: ${problem}`);
    return report({ name: 'SWITCHBOARD_CHROMIUM', path: named });
  }
  for (const source of SOURCES) {
    for await (const browser of source()) {
      if (!(await tryOut(browser.path))) return report(browser);
    }
  }
  throw new Error(
    'There is no browser for the tests: install Chromium or Google Chrome, or set SWITCHBOARD_CHROMIUM to its path.',
  );
}

/** Why the browser cannot load a page, or nothing if it can. */
async function tryOut(executablePath: string | undefined): Promise<string | undefined> {
  try {
    const browser = await chromium.launch({ timeout: 30_000, ...(executablePath && { executablePath }) });
    try {
      const page = await browser.newPage();
      await page.goto('data:text/html,<title>here</title>', { timeout: 30_000 });
      return (await page.title()) === 'here' ? undefined : 'the page came out empty.';
    } finally {
      await browser.close();
    }
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}

function report(browser: Browser): Browser {
  console.log(`browser: ${browser.name}${browser.path ? `, ${browser.path}` : ''}`);
  return browser;
}

function* playwrights(): Iterable<Browser> {
  yield { name: "Playwright's Chromium" };
}

function* system(): Iterable<Browser> {
  for (const path of systemChromium()) yield { name: 'found on this machine', path };
}

async function* download(): AsyncIterable<Browser> {
  console.log('browser: none found, downloading one (playwright install --only-shell chromium)');
  const install = tool('playwright', ['install', '--only-shell', 'chromium'], {
    packageName: '@playwright/test',
  });
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  const { code } = await run({ ...install, env }, 'keep');
  if (code === 0) yield { name: "Playwright's Chromium, downloaded" };
}

async function* packed(): AsyncIterable<Browser> {
  const path = await packedChromium();
  if (path) yield { name: 'from the npm registry', path };
}

async function* apt(): AsyncIterable<Browser> {
  if (!canInstall() || !(await aptInstall('chromium', 'fonts-liberation'))) return;
  yield* system();
}
