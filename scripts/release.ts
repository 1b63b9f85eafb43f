import { parseArgs } from 'node:util';
import { endOnSignal } from './lib/interrupt.ts';
import { ROOT } from './lib/root.ts';
import { publicPackages, readManifest } from './packing/packages.ts';
import { dryRun, publish, releaseProblems } from './packing/release.ts';

// `pnpm release --dry-run` lists what `pnpm release` would publish.
endOnSignal();
const isDryRun = readArguments();
const problems = releaseProblems(
  readManifest(ROOT),
  publicPackages().map(({ manifest }) => manifest),
);
if (isDryRun) {
  const releases = await dryRun();
  for (const { name, version, files } of releases) {
    console.log(`\n${name} ${version}`);
    for (const { path } of files) console.log(`  ${path}`);
  }
  console.log('');
  for (const { name, version, size, files } of releases)
    console.log(`${`${name} ${version}`.padEnd(34)} ${files.length} files, ${Math.ceil(size / 1_000)} kB`);
  console.log('\nNothing was published: this was a dry run.');
  for (const problem of problems) console.log(`A release would be refused: ${problem}`);
} else if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else process.exitCode = (await publish()) ? 0 : 1;

/** Whether it is a dry run. Ends the process at anything else than that option: a misspelt one must publish nothing. */
function readArguments(): boolean {
  // pnpm passes on the -- of `pnpm release -- --dry-run`.
  const words = process.argv.slice(2).filter((word) => word !== '--');
  try {
    return parseArgs({ args: words, options: { 'dry-run': { type: 'boolean' } } }).values['dry-run'] === true;
  } catch (error) {
    const [problem] = (error as Error).message.split('. ');
    console.error(
      `${problem}: "pnpm release" publishes, "pnpm release --dry-run" lists what it would publish.`,
    );
    process.exit(1);
  }
}
