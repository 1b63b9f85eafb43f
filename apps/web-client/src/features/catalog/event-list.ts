import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import type { ConsoleContract } from '../../contract/contracts.ts';
import type { Entry, Place } from '../../lib/entry.ts';
import { groupBy } from '../../lib/group-by.ts';

type Direction = 'send' | 'receive';

/** An event as the catalog lists it. */
export interface ListedEvent {
  readonly event: string;
  readonly direction: Direction;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | ServerEventSpec;
}

export interface EventGroup {
  readonly tag: string;
  readonly events: readonly ListedEvent[];
  /** How many there are, with those that are not listed. */
  readonly total: number;
}

/**
 * The events of one direction whose name or summary has every word of `search`: those of the contract by their first tag,
 * in its order, then those that were only seen.
 */
export function groupEvents(
  contract: Pick<ConsoleContract, 'clientEventMap' | 'serverEventMap' | 'isRaw'>,
  direction: Direction,
  seen: Iterable<string>,
  search: string,
): EventGroup[] {
  const specs: Readonly<Record<string, ServerEventSpec>> =
    direction === 'send' ? contract.clientEventMap : contract.serverEventMap;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ event, spec }: ListedEvent): boolean => {
    const text = `${event} ${spec?.summary ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const known = Object.entries(specs).map(([event, spec]): ListedEvent => ({ event, direction, spec }));
  const groups = [...groupBy(known.filter(fits), ({ spec }) => spec?.tags?.[0] ?? 'other')].map(
    ([tag, events]): EventGroup => ({ tag, events, total: events.length }),
  );
  const strangers = [...seen]
    .filter((event) => !Object.hasOwn(specs, event))
    .map((event): ListedEvent => ({ event, direction }))
    .filter(fits);
  if (strangers.length === 0) return groups;
  const events = strangers.slice(-MAX_LISTED).sort((one, other) => (one.event < other.event ? -1 : 1));
  const tag = contract.isRaw ? 'seen' : 'not in the contract';
  return [...groups, { tag, events, total: strangers.length }];
}

/** So many of the names that were only seen are listed: those that were seen last. */
const MAX_LISTED = 500;

/** A server may make up any number of names: this many are kept of each kind, those that were seen last. */
export const MAX_NAMES = 5_000;

/** The names of events that went over the wire, the latest last. */
interface Names {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

const NONE: Names = { sent: new Set(), received: new Set() };

/** What was seen at each place: what a catalog without a contract lists. */
export class NamesSeen {
  readonly #byPlace = new Map<string, { readonly sent: Set<string>; readonly received: Set<string> }>();

  add(entry: Entry): void {
    if (entry.kind === 'state' || !entry.place) return;
    const key = keyOf(entry.place);
    const names = this.#byPlace.get(key) ?? { sent: new Set<string>(), received: new Set<string>() };
    this.#byPlace.set(key, names);
    const kept = entry.kind === 'event' ? names.received : names.sent;
    kept.delete(entry.event);
    kept.add(entry.event);
    const [oldest = ''] = kept;
    if (kept.size > MAX_NAMES) kept.delete(oldest);
  }

  at(place: Place): Names {
    return this.#byPlace.get(keyOf(place)) ?? NONE;
  }
}

function keyOf({ contract, url, path }: Place): string {
  return JSON.stringify([contract, url, path]);
}
