import type { Measure } from '../row.ts';
import { judge, OURS } from './judge.ts';

/** A row and what it measured. */
export interface Result {
  readonly id: string;
  readonly title: string;
  readonly measures: readonly Measure[];
  /** Why it could not be measured, or not to its end. */
  readonly failure?: string;
}

/** What was promised and not kept, a line each; empty if every target is met and every rival is behind. */
export function problemsOf(results: readonly Result[]): string[] {
  return results.flatMap(({ id, measures, failure }) => [
    ...(failure === undefined ? [] : [`${id} was not measured: ${failure}`]),
    ...measures.flatMap((measure) =>
      problemsIn(measure).map((problem) => `${id}, ${measure.name}: ${problem}`),
    ),
  ]);
}

function problemsIn(measure: Measure): string[] {
  const judged = judge(measure);
  if (!judged.some(({ variant }) => variant === OURS)) return [`${OURS} was not measured`];
  return judged.flatMap(({ variant, verdict, ratio, median, timesOurs = 0 }) => {
    if (verdict === 'missed')
      return `${(ratio ?? median).toPrecision(3)}, and the target is ${measure.target}`;
    return verdict === 'ahead' ? `${variant} is ahead, with ${timesOurs.toFixed(2)} of ours` : [];
  });
}

/** P10: how the rivals stand in all measures that they took part in, in one line. */
export function rivalsLine(results: readonly Result[]): string {
  const rivals = results.flatMap(({ id, measures }) =>
    measures.flatMap((measure) =>
      judge(measure).flatMap(({ variant, timesOurs }) =>
        timesOurs === undefined ? [] : { variant, timesOurs, where: `${id}, ${measure.name}` },
      ),
    ),
  );
  const [closest] = rivals.toSorted((a, b) => a.timesOurs - b.timesOurs);
  if (!closest) return 'P10: no rival took part.';
  const behind = rivals.filter(({ timesOurs }) => timesOurs > 1).length;
  return `P10: rivals are behind in ${behind} of ${rivals.length} comparisons; the closest is ${closest.variant} with ${closest.timesOurs.toFixed(2)} of ours (${closest.where}).`;
}
