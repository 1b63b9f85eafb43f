import type { Measure } from '../row.ts';
import { type Judged, judge } from './judge.ts';
import type { Result } from './result.ts';

const HEAD = ['row', 'measure', 'variant', 'median', 'min - max', 'ratio', 'target', ''];
/** Columns of numbers, which end under each other. */
const RIGHT: ReadonlySet<number> = new Set([3, 4, 5, 6]);

/** All rows side by side, as text. */
export function table(results: readonly Result[]): string {
  const lines = [HEAD];
  for (const { id, measures } of results)
    for (const measure of measures)
      for (const [index, judged] of judge(measure).entries())
        lines.push(line(index === 0 ? [id, `${measure.name}, ${measure.unit}`] : ['', ''], measure, judged));
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          RIGHT.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function line(names: readonly [string, string], { baseline, target }: Measure, judged: Judged): string[] {
  const { variant, verdict, timesOurs } = judged;
  const isOurs = verdict === 'met' || verdict === 'missed';
  const shown: Record<Judged['verdict'], string> = {
    met: 'met',
    missed: 'MISSED',
    behind: `behind, ${timesOurs?.toFixed(2)} of ours`,
    ahead: `AHEAD, ${timesOurs?.toFixed(2)} of ours`,
    reference: 'reference',
    none: variant === baseline ? 'baseline' : '',
  };
  return [
    ...names,
    variant,
    number(judged.median),
    `${number(judged.min)} - ${number(judged.max)}`,
    judged.ratio?.toFixed(2) ?? '',
    isOurs && target !== undefined ? `<= ${target}` : '',
    shown[verdict],
  ];
}

/** Three digits that count, and no fewer than stand before the point. */
function number(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}
