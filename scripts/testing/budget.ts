import type { Counts, FileReport } from './file-report.ts';

/** The counts that are other than 0, by file. */
export type PartBudget = Readonly<Record<string, Partial<Counts>>>;

/** What each part of a whole run may open: scripts/testing/test-budget.json. */
export type Budget = Readonly<Record<string, PartBudget>>;

const LABELS = {
  tests: 'tests that start a process',
  processes: 'processes started by tests',
  contexts: 'browser contexts opened by tests',
} as const satisfies Record<keyof Counts, string>;

const KEYS = Object.keys(LABELS) as (keyof Counts)[];

/** A part may have this many times its budget. */
const TOLERANCE = 1.2;

/** The budget that these files would fit exactly, in the order of their names. */
export function toBudget(files: readonly FileReport[]): PartBudget {
  const budget: Record<string, Partial<Record<keyof Counts, number>>> = {};
  for (const { file, counts } of files.toSorted((a, b) => a.file.localeCompare(b.file, 'en'))) {
    for (const key of KEYS.filter((each) => counts[each] > 0)) {
      budget[file] = { ...budget[file], [key]: (budget[file]?.[key] ?? 0) + counts[key] };
    }
  }
  return budget;
}

/** One line for each count of a part. */
export function describeCounts(measured: PartBudget, budget: PartBudget = {}): string[] {
  return KEYS.filter((key) => total(measured, key) > 0).map(
    (key) => `${LABELS[key]}: ${total(measured, key)} (budget ${total(budget, key)})`,
  );
}

/** One message for each count that is more than a fifth above its budget, with the files that grew. */
export function budgetProblems(part: string, measured: PartBudget, budget: PartBudget = {}): string[] {
  return KEYS.filter((key) => total(measured, key) > total(budget, key) * TOLERANCE).map((key) => {
    const grown = Object.entries(measured)
      .filter(([file, counts]) => (counts[key] ?? 0) > (budget[file]?.[key] ?? 0))
      .map(([file, counts]) => `  ${file}: ${budget[file]?.[key] ?? 0} -> ${counts[key]}`);
    return [
      `${part}: ${total(measured, key)} ${LABELS[key]}, more than a fifth above the budget of ${total(budget, key)}. Files that grew:`,
      ...grown,
      'If they need them, raise the budget with `pnpm test --set-budget`, and give the reason in the same commit.',
    ].join('\n');
  });
}

function total(budget: PartBudget, key: keyof Counts): number {
  return Object.values(budget).reduce((sum, counts) => sum + (counts[key] ?? 0), 0);
}
