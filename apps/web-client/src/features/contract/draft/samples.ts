import { contractOfEntry } from '../../../contract/contracts.ts';
import { groupBy } from '../../../lib/group-by.ts';
import { type Entry, isSeenAt, type Place } from '../../../traffic/entry.ts';
import { endsWithOffset } from '../../../traffic/offset.ts';

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

/**
 * The samples without the offset that a server with `connectionStateRecovery` adds to the arguments of its events. Such an
 * event ends with a text that holds the time it was sent at, in each of its samples.
 */
function withoutOffsets(samples: readonly Sample[]): Sample[] {
  const withOther = new Set<string>();
  for (const sample of samples)
    if (sample.direction === 'received' && !endsWithOffset(sample)) withOther.add(sample.event);
  return samples.map((sample) =>
    sample.direction === 'sent' || withOther.has(sample.event)
      ? sample
      : { ...sample, args: sample.args.slice(0, -1) },
  );
}
