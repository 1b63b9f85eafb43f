import type { EventSpec } from '@switchboard/contract';
import { contract } from '@switchboard/events';

const specs: Readonly<Record<string, EventSpec>> = contract.clientEventMap;

/** What the contract says of an event that clients send; `undefined` where it has none of that name. */
export function clientSpec(event: string): EventSpec | undefined {
  return Object.hasOwn(specs, event) ? specs[event] : undefined;
}
