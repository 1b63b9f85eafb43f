import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, run } from '../lib/run.ts';
import { tool } from '../lib/tool.ts';
import type { Machine } from '../machine/machine.ts';
import { type PlaywrightSuite, playwrightFiles, type VitestFile, vitestFiles } from './file-report.ts';
import type { TestReport } from './parts.ts';
import { type PlaywrightReport, playwrightTotals, type VitestReport, vitestTotals } from './totals.ts';

/**
 * Runs Vitest's projects of these names, or all but one after a `!`, with what the machine offers, showing its own output.
 * `args` are options or words that a file's path must contain.
 */
export function runVitest(
  machine: Machine,
  projects: readonly string[],
  args: readonly string[] = [],
): Promise<TestReport> {
  const read = (report: VitestReport & { readonly testResults: readonly VitestFile[] }): TestReport => ({
    totals: vitestTotals(report),
    files: vitestFiles(report.testResults),
  });
  return readReport('vitest', read, (report) => ({
    ...tool('vitest', [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ]),
    env: machine,
  }));
}

/** Runs Playwright's projects in e2e/ with what the machine offers, showing its own output. `args` as for Vitest. */
export function runPlaywright(machine: Machine, args: readonly string[] = []): Promise<TestReport> {
  const options = { packageName: '@playwright/test', workspace: 'e2e' };
  const read = (report: PlaywrightReport & { readonly suites: readonly PlaywrightSuite[] }): TestReport => ({
    totals: playwrightTotals(report),
    files: playwrightFiles(report.suites),
  });
  return readReport('playwright', read, (report) => ({
    ...tool('playwright', ['test', '--reporter=list,json', ...args], options),
    env: { ...machine, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  }));
}

/** A runner that fails without a failed test, or without a report, counts as one failure. */
async function readReport<Report>(
  runner: string,
  read: (report: Report) => TestReport,
  command: (report: string) => Command,
): Promise<TestReport> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-report-'));
  const file = join(folder, 'report.json');
  try {
    const { code, output } = await run(command(file));
    if (output) console.error(output);
    const report = parseReport(file, read);
    if (typeof report === 'string') {
      console.error(`${runner} ended with code ${code} and left no readable report: ${report}`);
      return { totals: { passed: 0, failed: 1, skipped: 0 }, files: [] };
    }
    if (code === 0 || report.totals.failed > 0) return report;
    console.error(`${runner} ended with code ${code} though no test failed; its output above says why.`);
    return { ...report, totals: { ...report.totals, failed: 1 } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The report, or why it cannot be read. */
function parseReport<Report>(file: string, read: (report: Report) => TestReport): TestReport | string {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')) as Report);
  } catch (error) {
    return (error as Error).message;
  }
}
