const FIRST = 500;
const LONGEST = 30_000;

/**
 * Milliseconds until a worker that failed is replaced: 0 after its first failure, then a random part of 0.5, 1, 2 … 30 s,
 * so that a fault that lasts costs little and workers do not come back in step.
 */
export function restartDelay(failures: number, random: () => number = Math.random): number {
  if (failures <= 1) return 0;
  return Math.round(random() * Math.min(LONGEST, FIRST * 2 ** (failures - 2)));
}
