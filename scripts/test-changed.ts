import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { changedFiles } from './changed-files.ts';
import { checkFiles } from './checks.ts';
import { prepareMachine } from './machine.ts';
import type { Parts } from './parts.ts';
import { reachedSpecs } from './reached-specs.ts';
import { ROOT } from './root.ts';
import { runPlaywright, runVitest } from './run-tests.ts';
import { readBudget } from './test-budget.ts';

/** `pnpm test --changed`: what a change can reach, but for the long proofs. Says why it stopped before the tests, if it did. */
export async function testChanged(parts: Parts, since: string | undefined): Promise<string | undefined> {
  const changed = changedFiles(since);
  console.log(`changed: ${changed.length} files${since ? ` since ${since}` : ', uncommitted'}`);
  const present = changed.filter((file) => existsSync(join(ROOT, file)));
  if (!(await parts.run('check', () => checkFiles(present)))) return 'The checks failed, so no test ran.';
  const specs = reachedSpecs(changed);
  const faults = changed.some((file) => file.startsWith('e2e/faults/'));
  if ((specs.length > 0 || faults) && !(await parts.run('build', build)))
    return 'The build failed, so no test ran.';
  const machine = await parts.run('machine', prepareMachine);
  const starters = Object.keys(readBudget().unit ?? {}).filter((file) => !changed.includes(file));
  await parts.test('unit', () =>
    runVitest(machine, '!faults', [
      since === undefined ? '--changed' : `--changed=${since}`,
      ...starters.map((file) => `--exclude=${file}`),
    ]),
  );
  if (specs.length > 0) {
    await parts.test('e2e', () =>
      runPlaywright(machine, ['--project=production', '--project=preview', ...specs]),
    );
  }
  if (faults) await parts.test('faults', () => runVitest(machine, 'faults'));
  console.log(`
== left out; \`pnpm test\` runs them
check:  unused, boundaries, image, compose, lockfile; lint and promises of files that did not change
unit:   ${starters.length} files that start a process (scripts/test-budget.json), and what does not import a changed file
e2e:    the development server; of the built one ${specs.length === 0 ? 'everything' : `all but ${specs.join(', ')}`}
${faults ? '' : 'faults: all, since e2e/faults did not change\n'}`);
  return undefined;
}
