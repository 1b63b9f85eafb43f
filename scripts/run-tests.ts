import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { type Command, run } from './run.ts';
import { tool } from './tool.ts';
import { playwrightTotals, type Totals, vitestTotals } from './totals.ts';

/** Runs the Vitest projects of that name, or but that name after a `!`, with what the machine offers, showing its own output. */
export function runVitest(machine: Machine, project: string): Promise<Totals> {
  return count(vitestTotals, (report) => ({
    ...tool('vitest', [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]),
    env: machine,
  }));
}

/** Runs Playwright's projects in e2e/ with what the machine offers, showing its own output. */
export function runPlaywright(machine: Machine): Promise<Totals> {
  const options = { packageName: '@playwright/test', workspace: 'e2e' };
  return count(playwrightTotals, (report) => ({
    ...tool('playwright', ['test', '--reporter=list,json'], options),
    env: { ...machine, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  }));
}

/** A runner that fails without a failed test, or without a report, counts as one failure. */
async function count<Report>(
  read: (report: Report) => Totals,
  command: (report: string) => Command,
): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-report-'));
  const report = join(folder, 'report.json');
  try {
    const { code, output } = await run(command(report));
    if (output) console.error(output);
    const totals = read(JSON.parse(readFileSync(report, 'utf8')) as Report);
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } catch (error) {
    console.error(`The test runner left no readable report: ${(error as Error).message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
