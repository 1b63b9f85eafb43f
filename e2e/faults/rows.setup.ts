import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { historyTable, type Row } from './history/history-table.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file to which each case adds its row, as a line of JSON. */
    faultRows: string;
  }
}

/** Collects the rows of all files, and prints their table when the run is over. */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-faults-'));
  const file = join(folder, 'rows');
  writeFileSync(file, '');
  provide('faultRows', file);
  return () => {
    const rows = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    rmSync(folder, { recursive: true });
    if (rows.length > 0) console.log(`\n${historyTable(rows.map((row) => JSON.parse(row) as Row))}\n`);
  };
}
