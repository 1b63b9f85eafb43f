import { describe, expect, it } from 'vitest';
import { budgetProblems, describeCounts, toBudget } from './budget.ts';

const file = (name: string, processes: number) => ({
  file: name,
  milliseconds: 1,
  counts: { tests: Math.min(processes, 1), processes, contexts: 0 },
});

describe('the test budget', () => {
  it('keeps what is other than 0 of each file, and sums a file that ran twice', () => {
    expect(toBudget([file('b.test.ts', 2), file('a.test.ts', 0), file('b.test.ts', 1)])).toEqual({
      'b.test.ts': { tests: 2, processes: 3 },
    });
  });

  it('prints what was measured beside what is allowed', () => {
    expect(describeCounts(toBudget([file('a', 3)]), { a: { processes: 2 } })).toEqual([
      'tests that start a process: 1 (budget 0)',
      'processes started by tests: 3 (budget 2)',
    ]);
  });

  it('accepts a fifth more', () => {
    const budget = { a: { tests: 1, processes: 10 } };
    expect(budgetProblems('unit', toBudget([file('a', 12)]), budget)).toEqual([]);
  });

  it('names the count, how much it is, the files that grew, and how to raise it', () => {
    const measured = toBudget([file('a', 10), file('b', 3)]);
    const budget = { a: { tests: 1, processes: 10 }, b: { tests: 1 } };
    expect(budgetProblems('unit', measured, budget)).toEqual([
      'unit: 13 processes started by tests, more than a fifth above the budget of 10. Files that grew:\n' +
        '  b: 0 -> 3\n' +
        'If they need them, raise the budget with `pnpm test --set-budget`, and give the reason in the same commit.',
    ]);
  });
});
