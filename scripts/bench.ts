import { endOnSignal } from './lib/interrupt.ts';
import { run } from './lib/run.ts';
import { findBrowser } from './machine/browser.ts';

// `pnpm bench`: in front of the rows, finds or fetches the browser that P8 needs.
endOnSignal();
const args = process.argv.slice(2);
const rows = args.filter((arg) => /^p\d+$/i.test(arg)).map((row) => row.toUpperCase());
const needsBrowser = args[0] !== 'curves' && (rows.length === 0 || rows.includes('P8'));
const path = needsBrowser ? (await findBrowser()).path : undefined;
const { code } = await run({
  file: process.execPath,
  args: ['--import', 'tsx', 'bench/main.ts', ...args],
  env: path ? { SWITCHBOARD_CHROMIUM: path } : {},
});
process.exitCode = code;
