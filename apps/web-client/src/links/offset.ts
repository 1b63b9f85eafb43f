/** Milliseconds that the clocks of a server and of this machine may differ. */
const CLOCK_SKEW = 86_400_000;
/** The digits of `yeast`, which names the packets of the adapters in memory. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/**
 * Whether the arguments of an event of a server with `connectionStateRecovery` end with the offset that it adds to them: a
 * text that holds the time it was sent at. A volatile event has none. `at` is when the event came, in milliseconds since the epoch.
 */
export function endsWithOffset({ args, at }: { args: readonly unknown[]; at: number }): boolean {
  return Math.abs(offsetTime(args.at(-1)) - at) < CLOCK_SKEW;
}

/** The time that an offset of one of Socket.IO's adapters holds; NaN for any other value. */
function offsetTime(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  // `1700000000000-0`: an entry of a Redis stream.
  const [, milliseconds] = /^(\d{13})-\d+$/.exec(value) ?? [];
  if (milliseconds !== undefined) return Number(milliseconds);
  // `656e5a8c0f1e2d3c4b5a6978`: an id of MongoDB.
  const [, seconds] = /^([0-9a-f]{8})[0-9a-f]{16}$/.exec(value) ?? [];
  if (seconds !== undefined) return Number.parseInt(seconds, 16) * 1_000;
  // `PjssgW0.0`: in memory.
  const [, digits] = /^([\w-]{7,8})(?:\.[\w-]+)?$/.exec(value) ?? [];
  if (digits === undefined) return Number.NaN;
  return [...digits].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
}
