import type { EventSpec, ServerEventSpec } from '@switchboard/contract';
import { type ConsoleContract, receivedSpec, sentSpec } from '../contract/console-contract.ts';
import { defaultContract } from '../contract/contracts.ts';

/** What the contract says of an event that clients send; `undefined` where it has none of that name. */
export function clientSpec(
  event: string,
  contract: ConsoleContract = defaultContract(),
): EventSpec | undefined {
  return sentSpec(contract, event);
}

/** What the contract says of an event that the server sends; `undefined` where it has none of that name. */
export function serverSpec(
  event: string,
  contract: ConsoleContract = defaultContract(),
): ServerEventSpec | undefined {
  return receivedSpec(contract, event);
}
