import { describe, expect, it } from 'vitest';
import { addTotals, playwrightTotals, totalsProblem, vitestTotals } from './totals.ts';

const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };

describe('totals', () => {
  it("reads Vitest's report, and counts a file that could not be loaded as a failure", () => {
    const testResults = [
      { status: 'passed', assertionResults: [{}, {}, {}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(vitestTotals({ ...vitest, testResults })).toEqual({ passed: 3, failed: 2, skipped: 3 });
  });

  it("reads Playwright's report, and counts a flaky test and a broken file as failures", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  it('sums the runners', () => {
    const totals = { passed: 3, failed: 0, skipped: 1 };
    expect(addTotals([totals, totals])).toEqual({ passed: 6, failed: 0, skipped: 2 });
    expect(addTotals([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('finds a failure, an empty run, and in CI a skipped test to be a problem', () => {
    expect(totalsProblem({ passed: 9, failed: 1, skipped: 0 }, false)).toBe('1 failed.');
    expect(totalsProblem({ passed: 0, failed: 0, skipped: 4 }, false)).toBe('No test ran.');
    expect(totalsProblem({ passed: 9, failed: 0, skipped: 1 }, true)).toMatch('1 skipped');
    expect(totalsProblem({ passed: 9, failed: 0, skipped: 1 }, false)).toBeUndefined();
    expect(totalsProblem({ passed: 9, failed: 0, skipped: 0 }, true)).toBeUndefined();
  });
});
