import { type Contract, type EventSpec, validateNow } from '@switchboard/contract';
import type { ContractSnapshot } from '../../lib/contract-record.ts';
import type { IdentityChange } from '../../lib/identity.ts';

/** What is to be done with an event that was not tried yet. */
export type PlannedCall =
  | { readonly event: string; readonly kind: 'send'; readonly payload: unknown }
  | { readonly event: string; readonly kind: 'skip'; readonly reason: string };

export interface PlanOptions {
  /** What an event does to who its sender is. */
  readonly changeOf: (event: string) => IdentityChange | undefined;
  /** Whether the client is somebody. */
  readonly hasIdentity: boolean;
  /** Whether events that would end who the client is are sent too. */
  readonly withIdentityChanges: boolean;
}

/** The events that were never sent, in the contract's order, each with its first example; what ends a login comes last. */
export function planUntried(
  { clientEventMap }: Contract,
  { calls }: ContractSnapshot,
  options: PlanOptions,
): PlannedCall[] {
  const untried = Object.entries(clientEventMap).filter(([event]) => !calls.has(event));
  const isLast = (event: string): boolean => options.changeOf(event) === 'ends';
  const ordered = [
    ...untried.filter(([event]) => !isLast(event)),
    ...untried.filter(([event]) => isLast(event)),
  ];
  return ordered.map(([event, spec]) => planOne(event, spec, options));
}

function planOne(event: string, spec: EventSpec, options: PlanOptions): PlannedCall {
  const { changeOf, hasIdentity, withIdentityChanges } = options;
  const change = changeOf(event);
  const ends = change === 'ends' || (change === 'begins' && hasIdentity);
  if (ends && !withIdentityChanges) {
    return { event, kind: 'skip', reason: 'it would end who this client is logged in as' };
  }
  if (!spec.payload) return { event, kind: 'send', payload: null };
  const [example] = spec.examples ?? [];
  if (!example) return { event, kind: 'skip', reason: 'the contract has no example of it' };
  if (!validateNow(spec.payload, example.payload).ok) {
    return { event, kind: 'skip', reason: 'its first example does not fit its own schema' };
  }
  return { event, kind: 'send', payload: example.payload };
}
