import { contractOfEntry } from '../../../contract/contracts.ts';
import { type Entry, isSeenAt, type Place } from '../../../lib/entry.ts';
import { groupBy } from '../../../lib/group-by.ts';

/** One message of the traffic, as it was on the wire. */
export interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly direction: 'sent' | 'received';
  readonly event: string;
  /** All arguments, without the callback. */
  readonly args: readonly unknown[];
  /** Set where the server asked for an acknowledgement. */
  readonly wantsAnswer?: true;
  /** All arguments of the acknowledgement, of the server or of the user; left out where none was given. */
  readonly answer?: readonly unknown[];
}

/**
 * The messages of a timeline that were seen at the server of a place. With `hasOffsets` the server adds offsets to its events,
 * which are left out.
 */
export function samplesAt(place: Place, entries: readonly Entry[], hasOffsets: boolean): Sample[] {
  const seen = entries.flatMap((entry) => (entry.kind !== 'state' && isSeenAt(entry, place) ? [entry] : []));
  if (!hasOffsets) return seen.map(sampleOf);
  const byMode = groupBy(seen, (entry) => contractOfEntry(entry).isRaw);
  // A client with a contract takes the payload alone.
  const [raw = [], typed = []] = [byMode.get(true), byMode.get(false)];
  return [...withoutOffsets(raw.map(sampleOf)), ...typed.map(sampleOf)];
}

/** A message as it was on the wire; what this end made up is left out. */
export function sampleOf(entry: Exclude<Entry, { kind: 'state' }>): Sample {
  const { at, event, args, answer } = entry;
  const given = answer?.by === 'client' ? answer.late?.args : answer?.args;
  return {
    ...{ at, event, args, direction: entry.kind === 'event' ? 'received' : 'sent' },
    ...(entry.kind === 'event' && entry.wantsAnswer && { wantsAnswer: true }),
    ...(given && { answer: given }),
  };
}

/** Milliseconds that the clocks of a server and of this machine may differ. */
const CLOCK_SKEW = 86_400_000;
/** The digits of `yeast`, which names the packets of the adapters in memory. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/**
 * The samples without the offset that a server with `connectionStateRecovery` adds to the arguments of its events. Such an
 * event ends with a text that holds the time it was sent at, in each of its samples.
 */
function withoutOffsets(samples: readonly Sample[]): Sample[] {
  const withOther = new Set<string>();
  for (const { direction, event, args, at } of samples) {
    const isOffset = Math.abs(timeOf(args.at(-1)) - at) < CLOCK_SKEW;
    if (direction === 'received' && !isOffset) withOther.add(event);
  }
  return samples.map((sample) =>
    sample.direction === 'sent' || withOther.has(sample.event)
      ? sample
      : { ...sample, args: sample.args.slice(0, -1) },
  );
}

/** The time that an offset of one of Socket.IO's adapters holds; NaN for any other value. */
function timeOf(value: unknown): number {
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
