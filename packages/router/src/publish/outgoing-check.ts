import { type Contract, type Issue, type Schema, validateNow } from '@switchboard/contract';

/**
 * What is done about an event that breaks the contract: `enforce` throws and sends nothing, `report` sends it and tells
 * an observer, `off` does not look. Only a synchronous schema can be checked here: nothing fits one that is not.
 */
export type OutgoingMode = 'enforce' | 'report' | 'off';

/** An event, or the answer to one, that broke the contract and was let through. */
export interface OutgoingBreach {
  readonly event: string;
  /** Which socket answered; left out where the event itself is meant. */
  readonly socketId?: string;
  readonly issues: readonly Issue[];
}

/** What does not fit in an event that is about to be sent. */
export function checkOutgoing(contract: Contract, event: string, payload: unknown): Issue[] {
  const { serverEventMap } = contract;
  const spec = Object.hasOwn(serverEventMap, event) ? serverEventMap[event] : undefined;
  if (!spec) return [{ path: [], message: `The contract has no server event "${event}".` }];
  if (spec.payload) return checkValue(spec.payload, payload).issues;
  if (payload === undefined || payload === null) return [];
  return [{ path: [], message: `The server event "${event}" takes no payload.` }];
}

/** The schema's output and no issues, or the value as it is and what does not fit. */
export function checkValue(schema: Schema, value: unknown): { value: unknown; issues: Issue[] } {
  try {
    const validation = validateNow(schema, value);
    return validation.ok ? { value: validation.value, issues: [] } : { value, issues: validation.issues };
  } catch (error) {
    return { value, issues: [{ path: [], message: `The schema failed: ${String(error)}` }] };
  }
}
