import type { Measure, Sample } from '../row.ts';
import { median, ratio } from './statistics.ts';

/** The variant that the targets are for. */
export const OURS = 'switchboard';

/** `met` and `missed` are of our target; a rival is `behind` or `ahead` of us; a reference only stands there. */
export type Verdict = 'met' | 'missed' | 'behind' | 'ahead' | 'reference' | 'none';

/** One variant of one measure, judged. */
export interface Judged {
  readonly variant: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** To the baseline, if there is one. */
  readonly ratio: number | undefined;
  /** Of a rival: how many times as much as ours it takes. */
  readonly timesOurs: number | undefined;
  readonly verdict: Verdict;
}

/** Judges every variant of a measure, in their order. */
export function judge(measure: Measure): Judged[] {
  const ours = measure.samples.find(({ variant }) => variant === OURS);
  return measure.samples.map((sample) => {
    const timesOurs = isRival(measure, sample) && ours ? ratio(sample.values, ours.values) : undefined;
    return {
      variant: sample.variant,
      median: median(sample.values),
      min: Math.min(...sample.values),
      max: Math.max(...sample.values),
      ratio: ratioOf(measure, sample),
      timesOurs,
      verdict: verdictOf(measure, sample, timesOurs),
    };
  });
}

/** The baseline is no rival either: what is asked of us beside it is the target. */
function isRival({ baseline }: Measure, { variant, isReference }: Sample): boolean {
  return variant !== OURS && variant !== baseline && !isReference;
}

function ratioOf({ baseline, samples }: Measure, { values }: Sample): number | undefined {
  const base = samples.find(({ variant }) => variant === baseline);
  return base && ratio(values, base.values);
}

function verdictOf(measure: Measure, sample: Sample, timesOurs: number | undefined): Verdict {
  if (timesOurs !== undefined) return timesOurs > 1 ? 'behind' : 'ahead';
  if (sample.variant !== OURS) return sample.variant === measure.baseline ? 'none' : 'reference';
  if (measure.target === undefined) return 'none';
  const reached = measure.baseline === undefined ? median(sample.values) : ratioOf(measure, sample);
  return reached !== undefined && reached <= measure.target ? 'met' : 'missed';
}
