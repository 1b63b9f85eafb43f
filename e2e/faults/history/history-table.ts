import type { Counts } from './check-history.ts';

/** One line of the table: a case, with what its history came to if it had one. */
export interface Row {
  readonly name: string;
  readonly counts?: Counts & { readonly reconnects: number };
  /** What else is worth reading: a figure that was measured. */
  readonly note?: string;
}

const COLUMNS = {
  sent: 'sent',
  acknowledged: 'acknowledged',
  stored: 'stored',
  lost: 'lost',
  duplicated: 'duplicated',
  outOfOrder: 'out of order',
  missed: 'gaps',
  unsignalled: 'not signalled',
  reconnects: 'reconnects',
} as const;

const KEYS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The cases of a run as a table of text, with a line for all of them together. */
export function historyTable(rows: readonly Row[]): string {
  const histories = rows.flatMap(({ counts }) => counts ?? []);
  const totals = KEYS.map((key) => histories.reduce((total, counts) => total + counts[key], 0));
  const lines = [
    ['case', ...Object.values(COLUMNS), ''],
    ...rows.map(({ name, counts, note = '' }) => [
      name,
      ...KEYS.map((key) => (counts ? String(counts[key]) : '-')),
      note,
    ]),
    [`${rows.length} cases`, ...totals.map(String), ''],
  ];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const isText = column === 0 || column === line.length - 1;
          return isText ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
