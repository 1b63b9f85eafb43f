import { type Issue, validateNow } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import type { Entry } from '../../../lib/entry.ts';
import type { Row } from '../rows.ts';

/** What the contract says about a row. */
export type Verdict =
  | { readonly kind: 'fits' }
  | { readonly kind: 'broken'; readonly issues: readonly Issue[] }
  /** It is not in the contract, which so has nothing to say. */
  | { readonly kind: 'unknown' }
  /** There is nothing to check yet, or ever. */
  | { readonly kind: 'waiting' | 'none' };

export function contractVerdict(row: Row): Verdict {
  if (row.kind === 'answer') {
    const { answer } = row.entry;
    return answer ? ofIssues(answer.issues) : { kind: 'waiting' };
  }
  const { entry } = row;
  if (entry.kind === 'state') return { kind: 'none' };
  if (entry.kind === 'event')
    return Object.hasOwn(contract.serverEventMap, entry.event) ? ofIssues(entry.issues) : { kind: 'unknown' };
  return verdictOnSent(entry);
}

function verdictOnSent({ event, payload }: Exclude<Entry, { kind: 'state' }>): Verdict {
  if (!Object.hasOwn(contract.clientEventMap, event)) return { kind: 'unknown' };
  const spec = contract.clientEventMap[event as keyof typeof contract.clientEventMap];
  if (!('payload' in spec)) {
    if (payload === null || payload === undefined) return { kind: 'fits' };
    return ofIssues([{ path: [], message: 'This event takes no payload.' }]);
  }
  const validation = validateNow(spec.payload, payload);
  return ofIssues(validation.ok ? [] : validation.issues);
}

function ofIssues(issues: readonly Issue[]): Verdict {
  return issues.length === 0 ? { kind: 'fits' } : { kind: 'broken', issues };
}
