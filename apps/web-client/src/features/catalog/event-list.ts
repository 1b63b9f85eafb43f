import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { type ConsoleContract, contractOf } from '../../contract/contracts.ts';
import type { Entry } from '../../lib/entry.ts';

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
  const groups = new Map<string, ListedEvent[]>();
  const add = (tag: string, listed: ListedEvent): void => {
    const text = `${listed.event} ${listed.spec?.summary ?? ''}`.toLowerCase();
    if (words.every((word) => text.includes(word))) groups.set(tag, [...(groups.get(tag) ?? []), listed]);
  };
  for (const [event, spec] of Object.entries(specs))
    add(spec.tags?.[0] ?? 'other', { event, direction, spec });
  const strangers = [...seen].filter((event) => !Object.hasOwn(specs, event));
  const tag = contract.isRaw ? 'seen' : 'not in the contract';
  for (const event of strangers.sort()) add(tag, { event, direction });
  return [...groups].map(([tag, events]) => ({ tag, events }));
}

/** A server may make up any number of names; this many are kept of each kind. */
const MAX_NAMES = 500;

export interface Names {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
}

const NONE: Names = { sent: new Set(), received: new Set() };

/** The names of events that went over the wire, by the contract of the client: what a catalog without a contract lists. */
export class NamesSeen {
  readonly #byContract = new Map<string, { readonly sent: Set<string>; readonly received: Set<string> }>();

  add(entry: Entry): void {
    if (entry.kind === 'state') return;
    const { id } = contractOf(entry.clientId);
    const names = this.#byContract.get(id) ?? { sent: new Set<string>(), received: new Set<string>() };
    this.#byContract.set(id, names);
    const kept = entry.kind === 'event' ? names.received : names.sent;
    if (kept.size < MAX_NAMES) kept.add(entry.event);
  }

  of(contractId: string): Names {
    return this.#byContract.get(contractId) ?? NONE;
  }
}
