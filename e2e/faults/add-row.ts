import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Row } from './history/history-table.ts';

/** Adds a case to the table that is printed at the end of the run. */
export function addRow(row: Row): void {
  appendFileSync(inject('faultRows'), `${JSON.stringify(row)}\n`);
}
