/** The longest that a timer can wait, in milliseconds: about 24.8 days. Source: setTimeout of Node and of browsers. */
export const MAX_DURATION = 2_147_483_647;

/** Whether a value is a duration that a timer can take: a number of milliseconds, more than 0 and at most MAX_DURATION. */
export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= MAX_DURATION;
}

/** Gives the duration back. Throws a TypeError that names the option if it is none; 0 passes where `allowZero` says so. */
export function toDuration(
  value: unknown,
  name: string,
  { allowZero = false }: { readonly allowZero?: boolean } = {},
): number {
  if (isDuration(value) || (allowZero && value === 0)) return value as number;
  const range = allowZero ? 'at least 0' : 'more than 0';
  throw new TypeError(
    `${name} must be a number of milliseconds, ${range} and at most ${MAX_DURATION}, not ${String(value)}.`,
  );
}
