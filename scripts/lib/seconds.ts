/** The time since a reading of `performance.now()`, such as `1.3 s`. */
export function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}
