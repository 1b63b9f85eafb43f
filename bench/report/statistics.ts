/** The value in the middle. Throws a RangeError for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('There is no median of no values.');
  return (lower + upper) / 2;
}

/**
 * How many times as much as the baseline: the median over the rounds, each compared with the same round of the baseline,
 * as what disturbs a machine disturbs neighbours in time alike. Without the same number of rounds, of the two medians.
 */
export function ratio(values: readonly number[], baseline: readonly number[]): number {
  if (values.length !== baseline.length) return median(values) / median(baseline);
  return median(values.map((value, round) => value / (baseline[round] as number)));
}
