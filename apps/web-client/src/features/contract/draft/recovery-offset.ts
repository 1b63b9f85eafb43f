import type { Sample } from './draft-contract.ts';

/** Milliseconds that the clocks of a server and of this machine may differ. */
const CLOCK_SKEW = 86_400_000;
/** The digits of `yeast`, which names the packets of the adapters in memory. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/**
 * The samples without the offset that a server with `connectionStateRecovery` adds to the arguments of its events. Such an
 * event ends with a text that holds the time it was sent at, in each of its samples.
 */
export function withoutOffsets(samples: readonly Sample[]): Sample[] {
  const withOther = new Set<string>();
  for (const { direction, event, args, at } of samples) {
    if (direction === 'received' && !isOffset(args.at(-1), at)) withOther.add(event);
  }
  return samples.map((sample) =>
    sample.direction === 'sent' || withOther.has(sample.event)
      ? sample
      : { ...sample, args: sample.args.slice(0, -1) },
  );
}

function isOffset(value: unknown, at: number): boolean {
  if (typeof value !== 'string') return false;
  const time = timeOf(value);
  return time !== undefined && Math.abs(time - at) < CLOCK_SKEW;
}

/** The time that an offset of one of Socket.IO's adapters holds; `undefined` for another text. */
function timeOf(text: string): number | undefined {
  // `1700000000000-0`: an entry of a Redis stream.
  const [, milliseconds] = /^(\d{13})-\d+$/.exec(text) ?? [];
  if (milliseconds !== undefined) return Number(milliseconds);
  // `656e5a8c0f1e2d3c4b5a6978`: an id of MongoDB.
  const [, seconds] = /^([0-9a-f]{8})[0-9a-f]{16}$/.exec(text) ?? [];
  if (seconds !== undefined) return Number.parseInt(seconds, 16) * 1_000;
  // `PjssgW0.0`: in memory.
  const [, digits] = /^([\w-]{7,8})(?:\.[\w-]+)?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return [...digits].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
}
