import { argumentsOf, type Entry, isSeenAt, type Place } from '../../../traffic/entry.ts';

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

/** The messages of a timeline that were seen in the namespace of a place. */
export function samplesAt(place: Place, entries: readonly Entry[]): Sample[] {
  return entries.flatMap((entry) =>
    entry.kind !== 'state' && isSeenAt(entry, place) ? [sampleOf(entry)] : [],
  );
}

/** A message as the applications at both ends know it; what this end made up is left out. */
export function sampleOf(entry: Exclude<Entry, { kind: 'state' }>): Sample {
  const { at, event, answer } = entry;
  const args = argumentsOf(entry);
  const given = answer?.by === 'client' ? answer.late?.args : answer?.args;
  return {
    ...{ at, event, args, direction: entry.kind === 'event' ? 'received' : 'sent' },
    ...(entry.kind === 'event' && entry.wantsAnswer && { wantsAnswer: true }),
    ...(given && { answer: given }),
  };
}
