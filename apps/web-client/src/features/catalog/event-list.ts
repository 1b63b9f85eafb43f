import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import type { ConsoleContract } from '../../contract/contracts.ts';
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
