import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { historyTable, type Row } from './history/history-table.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which each test file keeps the rows of its cases: one file each, one line of JSON a row. */
    faultRows: string;
  }
}

/** Collects the rows of all test files, and prints their table, sorted by test file, when the run is over. */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-faults-'));
  provide('faultRows', folder);
  return () => {
    const rows = readdirSync(folder)
      .sort()
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean));
    rmSync(folder, { recursive: true });
    if (rows.length > 0) console.log(`\n${historyTable(rows.map((row) => JSON.parse(row) as Row))}\n`);
  };
}
