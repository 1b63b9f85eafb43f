import { check } from './checks/checks.ts';
import { endOnSignal } from './lib/interrupt.ts';
import { prepareMachine } from './machine/machine.ts';
import { nodeProblem } from './machine/node-version.ts';
import { build } from './testing/build.ts';
import { Parts, timeTable } from './testing/parts.ts';
import { runPlaywright, runVitest } from './testing/run-tests.ts';
import { compareWithBudget } from './testing/test-budget.ts';
import { testChanged } from './testing/test-changed.ts';
import { addTotals, totalsProblem } from './testing/totals.ts';

// `pnpm test` runs everything, `pnpm test --changed` what a change can reach; `pnpm test:unit`, `pnpm test:e2e` and
// `pnpm test:faults` run one part, or those of its files that match the words after it.
const args = process.argv.slice(2);
const changed = args.find((arg) => /^--changed(=|$)/.test(arg));
const setsBudget = args.includes('--set-budget');
const [only, ...filters] = args.filter((arg) => !arg.startsWith('--'));

endOnSignal();
const parts = new Parts();
let problem: string | undefined;
try {
  problem = nodeProblem() ?? (await (changed ? testChanged(parts, changed.split('=')[1]) : runAll()));
} catch (error) {
  problem = (error as Error).message;
}
const totals = addTotals(parts.all.flatMap(({ report }) => report?.totals ?? []));
console.log(`\n${timeTable(parts.all, parts.milliseconds).join('\n')}`);
if (!changed || totals.failed > 0) problem ??= totalsProblem(totals, Boolean(process.env.CI));
const aboveBudget = changed || filters.length > 0 ? undefined : compareWithBudget(parts.all, setsBudget);
problem ??= aboveBudget;
if (problem) console.error(`test: ${problem}`);
console.log(`total: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = problem ? 1 : 0;

/** Says why it stopped before the tests, if it did. */
async function runAll(): Promise<string | undefined> {
  if (!only && !(await parts.run('check', check))) return 'The checks failed, so no test ran.';
  if (!(await parts.run('build', build))) return 'The build failed, so no test ran.';
  const machine = await parts.run('machine', prepareMachine);
  if (isAsked('unit')) await parts.test('unit', () => runVitest(machine, ['!faults'], filters));
  if (isAsked('e2e')) await parts.test('e2e', () => runPlaywright(machine, filters));
  if (isAsked('faults')) await parts.test('faults', () => runVitest(machine, ['faults'], filters));
  return undefined;
}

function isAsked(part: string): boolean {
  return only === undefined || only === part;
}
