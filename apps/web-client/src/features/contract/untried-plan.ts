import { type Contract, type EventSpec, validateNow } from '@switchboard/contract';
import type { ConsoleLogin } from '../../contract/contracts.ts';
import type { ContractSnapshot } from '../../lib/contract-record.ts';
import { CONTRACT } from '../../texts/contract.ts';

/** What to do with an event that was not tried yet. */
export type PlannedCall =
  | { readonly event: string; readonly kind: 'send'; readonly payload: unknown }
  | { readonly event: string; readonly kind: 'skip'; readonly reason: string };

export interface PlanOptions {
  /** The events that begin and end a login, if the contract has any. */
  readonly login: ConsoleLogin | undefined;
  /** Whether the client is logged in. */
  readonly hasIdentity: boolean;
  /** Whether events that end the client's login are sent too. */
  readonly withIdentityChanges: boolean;
}

/** The events that were never sent, in the contract's order, each with its first example; what ends a login comes last. */
export function planUntried(
  { clientEventMap }: Contract,
  { calls }: ContractSnapshot,
  options: PlanOptions,
): PlannedCall[] {
  const untried = Object.entries(clientEventMap).filter(([event]) => !calls.has(event));
  const isLast = (event: string): boolean => event === options.login?.logout;
  const ordered = [
    ...untried.filter(([event]) => !isLast(event)),
    ...untried.filter(([event]) => isLast(event)),
  ];
  return ordered.map(([event, spec]) => planOne(event, spec, options));
}

function planOne(event: string, spec: EventSpec, options: PlanOptions): PlannedCall {
  const { login, hasIdentity, withIdentityChanges } = options;
  const ends = event === login?.logout || (event === login?.login && hasIdentity);
  if (ends && !withIdentityChanges) {
    return { event, kind: 'skip', reason: CONTRACT.endsLogin };
  }
  if (!spec.payload) return { event, kind: 'send', payload: null };
  const [example] = spec.examples ?? [];
  if (!example) return { event, kind: 'skip', reason: CONTRACT.noExample };
  if (!validateNow(spec.payload, example.payload).ok) {
    return { event, kind: 'skip', reason: CONTRACT.badExample };
  }
  return { event, kind: 'send', payload: example.payload };
}
