import { type Issue, type Path, validateNow } from '@switchboard/contract';
import type { Entry } from '../../../lib/entry.ts';
import { clientSpec, serverSpec } from '../../../lib/spec-of.ts';
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
  if (entry.kind === 'event') return serverSpec(entry.event) ? ofIssues(entry.issues) : { kind: 'unknown' };
  return verdictOnSent(entry);
}

/** The fields that are not in this contract and were left out of what a row shows: no breach, a newer server may send them. */
export function droppedOf(row: Row): readonly Path[] {
  if (row.kind === 'answer') return row.entry.answer?.dropped ?? [];
  return row.entry.kind === 'state' ? [] : (row.entry.dropped ?? []);
}

function verdictOnSent({ event, payload }: Exclude<Entry, { kind: 'state' }>): Verdict {
  const spec = clientSpec(event);
  if (!spec) return { kind: 'unknown' };
  if (!spec.payload) {
    if (payload === null || payload === undefined) return { kind: 'fits' };
    return ofIssues([{ path: [], message: 'This event takes no payload.' }]);
  }
  const validation = validateNow(spec.payload, payload);
  return ofIssues(validation.ok ? [] : validation.issues);
}

function ofIssues(issues: readonly Issue[]): Verdict {
  return issues.length === 0 ? { kind: 'fits' } : { kind: 'broken', issues };
}
