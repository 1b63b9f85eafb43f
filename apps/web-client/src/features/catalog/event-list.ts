import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import type { ConsoleContract } from '../../contract/contracts.ts';

export type Direction = 'send' | 'receive';

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
