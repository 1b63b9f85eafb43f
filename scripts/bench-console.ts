import { endOnSignal } from './lib/interrupt.ts';
import { run } from './lib/run.ts';
import { findBrowser } from './machine/browser.ts';

// The bench of the console, in a browser that this machine has or gets.
endOnSignal();
const options = process.argv.slice(2);
const { path } = await findBrowser();
const { code } = await run({
  file: process.execPath,
  args: ['--import', 'tsx', 'bench/console/main.ts', ...options],
  env: path ? { SWITCHBOARD_CHROMIUM: path } : {},
});
process.exitCode = code;
