import { type EventSpec, ownValue, type ServerEventSpec } from '@switchboard/contract';
import { contract } from '@switchboard/events';

const clientSpecs: Readonly<Record<string, EventSpec>> = contract.clientEventMap;
const serverSpecs: Readonly<Record<string, ServerEventSpec>> = contract.serverEventMap;

/** What the contract says of an event that clients send; `undefined` where it has none of that name. */
export function clientSpec(event: string): EventSpec | undefined {
  return ownValue(clientSpecs, event);
}

/** What the contract says of an event that the server sends; `undefined` where it has none of that name. */
export function serverSpec(event: string): ServerEventSpec | undefined {
  return ownValue(serverSpecs, event);
}
