import { MEMORY_BOUND } from '../fuzz/memory-returns.ts';
import type { Result } from './drill.ts';

/** How many times its p99 alone a stranger may feel. */
const MOST_RATIO = 3;
/** Below so many milliseconds nobody notices, whatever the ratio. */
const UNNOTICED = 25;

export const HEAD = [
  'attack',
  'connections',
  'sent and read',
  'alone p50/p99',
  'attacked p50/p99',
  'ratio',
  'lost',
  'memory before',
  'most',
  'after',
  'what the server did',
  'verdict',
];

/** What is wrong with a result; nothing if all is right. */
export function faultsOf({ attack, death, alone, felt, memory, counts }: Result): string[] {
  if (death !== undefined) return [`the process died: ${death}`];
  const isSlow = felt.p99 > Math.max(UNNOTICED, MOST_RATIO * alone.p99);
  const bound = Math.max(MEMORY_BOUND, memory.before / 10);
  const isCounted = attack.counts.length === 0 || attack.counts.some((reason) => counts.has(reason));
  return [
    ...(isSlow ? ['the stranger is slow'] : []),
    ...(felt.lost > 0 ? ['the stranger is not served'] : []),
    ...(memory.after > memory.before + bound ? ['memory is not back'] : []),
    ...(isCounted ? [] : [`no ${attack.counts.join(' or ')}`]),
  ];
}

/** One row of the table. */
export function toRow(result: Result): string[] {
  const { attack, cost, alone, felt, memory, counts } = result;
  const did = [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
  return [
    attack.name,
    String(cost.connections),
    megabytes(cost.bytes),
    `${ms(alone.p50)}/${ms(alone.p99)}`,
    `${ms(felt.p50)}/${ms(felt.p99)}`,
    (felt.p99 / alone.p99).toFixed(1),
    String(felt.lost),
    megabytes(memory.before),
    megabytes(memory.most),
    megabytes(memory.after),
    did || 'nothing',
    faultsOf(result).join(', ') || 'right',
  ];
}

/** Rows in columns of one width. */
export function toTable(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
