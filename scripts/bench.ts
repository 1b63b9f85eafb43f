import { endOnSignal } from './lib/interrupt.ts';
import { run } from './lib/run.ts';
import { findBrowser } from './machine/browser.ts';

// `pnpm bench` and, with the word `console`, `pnpm bench:console`: finds or fetches the browser that P8 and the console need.
endOnSignal();
const [first, ...others] = process.argv.slice(2);
const isConsole = first === 'console';
const args = isConsole ? others : process.argv.slice(2);
const rows = args.filter((arg) => /^p\d+$/i.test(arg)).map((row) => row.toUpperCase());
const needsBrowser = isConsole || (first !== 'curves' && (rows.length === 0 || rows.includes('P8')));
const path = needsBrowser ? (await findBrowser()).path : undefined;
const { code } = await run({
  file: process.execPath,
  args: ['--import', 'tsx', isConsole ? 'bench/console/main.ts' : 'bench/main.ts', ...args],
  env: path ? { SWITCHBOARD_CHROMIUM: path } : {},
});
process.exitCode = code;
