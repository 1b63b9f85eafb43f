import type { Contract, EventSpec, ServerEventSpec } from '@switchboard/contract';

export type Direction = 'send' | 'receive';

/** An event of the contract, as the console lists it. */
export interface ListedEvent {
  readonly event: string;
  readonly direction: Direction;
  readonly spec: EventSpec | ServerEventSpec;
}

export interface EventGroup {
  readonly tag: string;
  readonly events: readonly ListedEvent[];
}

/** The events of one direction whose name or summary has every word of `search`, by their first tag, in the contract's order. */
export function groupEvents(contract: Contract, direction: Direction, search: string): EventGroup[] {
  const specs: Record<string, ServerEventSpec> =
    direction === 'send' ? contract.clientEventMap : contract.serverEventMap;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, ListedEvent[]>();
  for (const [event, spec] of Object.entries(specs)) {
    const text = `${event} ${spec.summary}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const tag = spec.tags?.[0] ?? 'other';
    groups.set(tag, [...(groups.get(tag) ?? []), { event, direction, spec }]);
  }
  return [...groups].map(([tag, events]) => ({ tag, events }));
}
