import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { type Budget, budgetProblems, describeCounts, toBudget } from './budget.ts';
import type { Part } from './parts.ts';

const FILE = join(ROOT, 'scripts/testing/test-budget.json');

/** The committed budget: what each part opens, by file. */
export function readBudget(): Budget {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Budget;
}

/** Prints the counts of the parts that ran whole. Says what is above the budget, or sets the budget to them. */
export function compareWithBudget(parts: readonly Part[], set: boolean): string | undefined {
  const budget = readBudget();
  const measured = Object.fromEntries(
    parts.flatMap(({ name, report }) =>
      report && report.totals.failed === 0 ? [[name, toBudget(report.files)] as const] : [],
    ),
  );
  for (const [name, counts] of Object.entries(measured))
    for (const line of describeCounts(counts, budget[name])) console.log(`${name}: ${line}`);
  if (set) {
    writeFileSync(FILE, `${JSON.stringify({ ...budget, ...measured }, undefined, 2)}\n`);
    return undefined;
  }
  const problems = Object.entries(measured).flatMap(([name, counts]) =>
    budgetProblems(name, counts, budget[name]),
  );
  return problems.length > 0 ? problems.join('\n') : undefined;
}
