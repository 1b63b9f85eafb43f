import { defineContract, type Policy } from '@switchboard/contract';
import { contract } from '@switchboard/events';

/** The contract of the app, with these rules in the policy of every client event. Throws a TypeError if one cannot be kept. */
export function withPolicies(changed: Policy): typeof contract {
  const clientEventMap = Object.fromEntries(
    Object.entries(contract.clientEventMap).map(([event, { policy, ...spec }]) => [
      event,
      { ...spec, policy: { ...policy, ...changed } },
    ]),
  ) as typeof contract.clientEventMap;
  return defineContract({ ...contract, clientEventMap });
}
