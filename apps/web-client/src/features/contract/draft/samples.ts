import { argumentsOf, type Entry, isSeenAt, type Place } from '../../../traffic/entry.ts';

type Message = Exclude<Entry, { kind: 'state' }>;

/** One message of the traffic. */
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
 * The messages of a timeline that were seen in the namespace of a place. What looks like an offset is an argument where another
 * event of the name has as many without one.
 */
export function samplesAt(place: Place, entries: readonly Entry[]): Sample[] {
  const seen = entries.flatMap((entry) => (entry.kind !== 'state' && isSeenAt(entry, place) ? [entry] : []));
  const longest = new Map<string, number>();
  for (const entry of seen) {
    if (entry.kind !== 'event' || entry.hasOffset) continue;
    longest.set(entry.event, Math.max(entry.args.length, longest.get(entry.event) ?? 0));
  }
  return seen.map((entry) => {
    const isArgument = entry.kind === 'event' && entry.args.length <= (longest.get(entry.event) ?? 0);
    return { ...sampleOf(entry), ...(isArgument && { args: entry.args }) };
  });
}

/** A message as the applications at both ends know it; what this end made up is left out. */
export function sampleOf(entry: Message): Sample {
  const { at, event, answer } = entry;
  const args = argumentsOf(entry);
  const given = answer?.by === 'client' ? answer.late?.args : answer?.args;
  return {
    ...{ at, event, args, direction: entry.kind === 'event' ? 'received' : 'sent' },
    ...(entry.kind === 'event' && entry.wantsAnswer && { wantsAnswer: true }),
    ...(given && { answer: given }),
  };
}
