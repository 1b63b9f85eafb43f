import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, inject } from 'vitest';
import type { Row } from './history/history-table.ts';

/** Adds a case to the table that is printed at the end of the run. */
export function addRow(row: Row): void {
  const testFile = basename(expect.getState().testPath ?? '');
  appendFileSync(join(inject('faultRows'), testFile), `${JSON.stringify(row)}\n`);
}
