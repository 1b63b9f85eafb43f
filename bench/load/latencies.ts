/** Milliseconds until the reply. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

/** Of no calls at all, both are 0. */
export function latenciesOf(times: readonly number[]): Latencies {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
