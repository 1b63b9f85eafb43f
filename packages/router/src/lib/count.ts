/** Gives the count back. Throws a TypeError that names the option if it is no whole number, or less than `least`. */
export function toCount(value: unknown, name: string, least: 0 | 1): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new TypeError(`${name} must be a whole number, at least ${least}, not ${String(value)}.`);
}
