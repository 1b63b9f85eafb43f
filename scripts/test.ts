import { check } from './checks.ts';
import { endOnSignal } from './interrupt.ts';
import { prepareMachine } from './machine.ts';
import { nodeProblem } from './node-version.ts';
import { run } from './run.ts';
import { runPlaywright, runVitest } from './run-tests.ts';
import { tool } from './tool.ts';
import { addTotals, type Totals, totalsProblem } from './totals.ts';

// `pnpm test` runs everything, `pnpm test:unit`, `pnpm test:e2e` and `pnpm test:faults` one part of it.
const [only] = process.argv.slice(2);

endOnSignal();
const results: Totals[] = [];
let problem: string | undefined;
try {
  problem = await runAll();
} catch (error) {
  problem = (error as Error).message;
}
const totals = addTotals(results);
problem ??= totalsProblem(totals, Boolean(process.env.CI));
if (problem) console.error(`test: ${problem}`);
console.log(`total: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = problem ? 1 : 0;

/** Says why it stopped before the tests, if it did. */
async function runAll(): Promise<string | undefined> {
  const tooOld = nodeProblem();
  if (tooOld) return tooOld;
  if (!only && !(await check())) return 'The checks failed, so no test ran.';
  heading('build');
  const built = await run(tool('turbo', ['run', 'build', '--output-logs=new-only']));
  if (built.code !== 0) return 'The build failed, so no test ran.';
  heading('machine');
  const machine = await prepareMachine();
  if (isAsked('unit')) {
    heading('unit');
    results.push(await runVitest(machine, '!faults'));
  }
  if (isAsked('e2e')) {
    heading('end to end');
    results.push(await runPlaywright(machine));
  }
  if (isAsked('faults')) {
    heading('faults');
    results.push(await runVitest(machine, 'faults'));
  }
  return undefined;
}

function isAsked(part: string): boolean {
  return only === undefined || only === part;
}

function heading(name: string): void {
  console.log(`\n== ${name}`);
}
