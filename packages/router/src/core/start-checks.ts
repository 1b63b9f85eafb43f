import { type Contract, type EventMap, ownValue, policyProblems, toDuration } from '@switchboard/contract';
import { isController } from './route.ts';

/** What is compared with the policies at the start. */
export interface StartChecks {
  /**
   * Every scope that an identity may be granted, by the `context` of a transport. An event with another scope is a TypeError at
   * the start: nobody could call it.
   * @default none
   */
  readonly scopes?: readonly string[];
  /** Milliseconds after which clients give up; not checked if left out. */
  readonly clientTimeout?: number;
}

/** Throws a TypeError for what is no contract. */
export function assertContract(contract: Contract): void {
  if (typeof contract?.clientEventMap === 'object' && typeof contract.serverEventMap === 'object') return;
  throw new TypeError('createRouter takes a contract: what defineContract(…) returns.');
}

/** Throws a TypeError that names the events while one has no controller or a controller has no event. */
export function assertComplete(clientEventMap: EventMap, map: Record<string, unknown>): void {
  if (typeof map !== 'object' || map === null)
    throw new TypeError('controllers takes an object with a controller for each event of the contract.');
  const missing = Object.keys(clientEventMap).filter((event) => !isController(ownValue(map, event)));
  const unknown = Object.keys(map).filter((event) => !Object.hasOwn(clientEventMap, event));
  const problems = [
    missing.length > 0 && `no controller for ${missing.join(', ')}`,
    unknown.length > 0 && `no event for the controller ${unknown.join(', ')}`,
  ].filter(Boolean);
  if (problems.length > 0)
    throw new TypeError(`The event controller map does not fit the contract: ${problems.join('; ')}.`);
}

/**
 * Throws a TypeError that names every event whose policy cannot be kept here, or says that `clientTimeout` is no duration.
 * `deadline` is the router's own.
 */
export function assertPolicies(
  clientEventMap: EventMap,
  { scopes = [], clientTimeout }: StartChecks,
  deadline: number,
): void {
  if (clientTimeout !== undefined) toDuration(clientTimeout, 'clientTimeout');
  const problems = policyProblems(clientEventMap);
  for (const [event, { policy = {} }] of Object.entries(clientEventMap)) {
    if (policy.scope !== undefined && !scopes.includes(policy.scope)) {
      problems.push(
        `"${event}": nobody grants the scope "${policy.scope}": name it in the option \`scopes\` of createRouter`,
      );
    }
    const ms = policy.deadline ?? deadline;
    if (clientTimeout !== undefined && ms > clientTimeout) {
      problems.push(`"${event}": clients give up after ${clientTimeout} ms, before its deadline of ${ms} ms`);
    }
    const { idempotent } = policy;
    if (typeof idempotent === 'object' && idempotent.window < ms) {
      problems.push(
        `"${event}": its window of ${idempotent.window} ms is over before its deadline of ${ms} ms`,
      );
    }
  }
  if (problems.length > 0) throw new TypeError(`A policy cannot be kept: ${problems.join('; ')}.`);
}
