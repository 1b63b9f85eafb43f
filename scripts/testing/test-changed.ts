import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../checks/checks.ts';
import { ROOT } from '../lib/root.ts';
import { prepareMachine } from '../machine/machine.ts';
import { build } from './build.ts';
import { changedFiles } from './changed-files.ts';
import type { Parts } from './parts.ts';
import { reachedSpecs } from './reached-specs.ts';
import { reachedTests } from './reached-tests.ts';
import { runPlaywright, runVitest } from './run-tests.ts';
import { readBudget } from './test-budget.ts';

/** Vitest's projects but those of a browser, of what was built, of tests repeated without batched writes, and of faults. */
const PROJECTS = ['unit', 'types'];

/** The tests of pages, which import none of them. */
const OF_PAGES = 'scripts/docs/';

/** `pnpm test --changed`: what a change can reach, but for the long proofs. Says why it stopped before the tests, if it did. */
export async function testChanged(parts: Parts, since: string | undefined): Promise<string | undefined> {
  const changed = changedFiles(since);
  if (changed.length === 0) {
    console.log(
      since
        ? `nothing changed since ${since}`
        : 'nothing changed since the last commit; --changed=main compares with main',
    );
    return undefined;
  }
  console.log(`changed: ${changed.length} files${since ? ` since ${since}` : ', uncommitted'}`);
  const present = changed.filter((file) => existsSync(join(ROOT, file)));
  if (!(await parts.run('check', () => checkFiles(present)))) return 'The checks failed, so no test ran.';
  const inBrowser = changed.some((file) => file.startsWith('apps/web-client/'));
  const projects = inBrowser ? [...PROJECTS, 'browser'] : PROJECTS;
  const reached = await parts.run('reached unit tests', () => reachedTests(projects, since));
  const startsProcess = new Set(Object.keys(readBudget().unit ?? {}));
  const isLong = (file: string): boolean => startsProcess.has(file) && !changed.includes(file);
  const isPage = changed.some((file) => file.endsWith('.md'));
  const tests = [...reached.filter((file) => !isLong(file)), ...(isPage ? [OF_PAGES] : [])];
  const specs = reachedSpecs(changed);
  const faults = changed.some((file) => file.startsWith('e2e/faults/'));
  if ((specs.length > 0 || faults) && !(await parts.run('build', build)))
    return 'The build failed, so no test ran.';
  const machine = await parts.run('machine', prepareMachine);
  const stacks = ['--project=production', '--project=preview'];
  await Promise.all([
    tests.length > 0 && parts.test('unit', () => runVitest(machine, projects, tests)),
    specs.length > 0 && parts.test('e2e', () => runPlaywright(machine, [...stacks, ...specs])),
  ]);
  if (faults) await parts.test('faults', () => runVitest(machine, ['faults']));
  console.log('\n== left out; `pnpm test` runs it all');
  console.log(
    'check: unused, boundaries, image, compose, lockfile, words; of lint and promises what did not change',
  );
  const long = reached.filter(isLong);
  console.log(
    `unit: what no change reaches; what needs the build; the repetition without batched writes${inBrowser ? '' : '; what a browser draws'}; what starts a process: ${long.join(', ') || 'none reached'}`,
  );
  console.log(`e2e: the development server; of the built one all but: ${specs.join(', ') || 'nothing'}`);
  if (!faults) console.log('faults: all, since nothing in e2e/faults changed');
  return undefined;
}
