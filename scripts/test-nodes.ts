import { endOnSignal } from './lib/interrupt.ts';
import { ROOT } from './lib/root.ts';
import { run } from './lib/run.ts';
import { seconds } from './lib/seconds.ts';
import { readManifest } from './packing/packages.ts';
import { readNodeResult } from './testing/node-result.ts';

/** The newest of each runs, from the npm package `node`. */
const VERSIONS = ['20.19', '22', '24', '26'];

// `pnpm test:nodes` runs the unit tests on each; `pnpm test:nodes 22 packages/router` on some, and only matching files.
endOnSignal();
const args = process.argv.slice(2);
const isVersion = (arg: string): boolean => /^\d+(\.\d+)*$/.test(arg);
const filters = args.filter((arg) => !isVersion(arg));
const asked = args.filter(isVersion);
const { packageManager } = readManifest(ROOT);

const rows: string[] = [];
for (const version of asked.length > 0 ? asked : VERSIONS) {
  console.log(`Node ${version}: running the unit tests`);
  const start = performance.now();
  const script = ['node --version && pnpm test:unit', ...filters].join(' ');
  const command = {
    file: 'npx',
    args: ['--yes', `--package=node@${version}`, `--package=${packageManager}`, '-c', script],
  };
  const { code, output } = await run(command, 'keep');
  const result = readNodeResult(output);
  if (code !== 0) {
    console.error(output);
    process.exitCode = 1;
  }
  const counts = `${`${result.passed}`.padStart(6)} passed ${`${result.failed}`.padStart(4)} failed`;
  const node = (result.version ?? `${version}: none`).padEnd(12);
  rows.push(`${node}${counts}  ${code === 0 ? 'ok' : `exit code ${code}`} in ${seconds(start)}`);
}
console.log(rows.join('\n'));
