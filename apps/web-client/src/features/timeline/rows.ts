import { contractOf, receivedSpec, sentSpec } from '../../contract/contracts.ts';
import {
  type Answer,
  answeredValue,
  answerKind,
  type CallEntry,
  type Entry,
  payloadOf,
  type StateEntry,
} from '../../lib/entry.ts';
import { jsonSize } from '../../lib/json-size.ts';

/** One row of the timeline. The answer to a call, there or still due, is a row of its own right under the call. */
export type Row =
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly entry: Entry;
      /** The changes of the same client's connection right before this one, oldest first: one row shows them all. */
      readonly earlier?: readonly StateEntry[];
    }
  | { readonly kind: 'answer'; readonly key: string; readonly entry: CallEntry };

/** The rows of one entry. */
export function rowsOf(entry: Entry): Row[] {
  const row: Row = { kind: 'entry', key: `${entry.id}`, entry };
  return entry.kind === 'call' ? [row, { kind: 'answer', key: `${entry.id} answer`, entry }] : [row];
}

/** All entries that a row shows, oldest first. */
export function entriesOfRow(row: Row): readonly Entry[] {
  return row.kind === 'entry' && row.earlier ? [...row.earlier, row.entry] : [row.entry];
}

/** What is wrong with a row, if anything. */
export type Flaw = 'unknown' | 'broken' | 'bare';

/**
 * `unknown` for a name that the contract does not have; `broken` for what came in and does not fit it; `bare` for an
 * answer that is no reply of a contract. In raw mode nothing is wrong.
 */
export function flawOf(row: Row): Flaw | undefined {
  if (row.kind === 'answer') return row.entry.answer && answerFlaw(row.entry.answer);
  const { entry } = row;
  if (entry.kind === 'state' || contractOf(entry.clientId).isRaw) return undefined;
  if (!isKnown(entry)) return 'unknown';
  return entry.kind === 'event' && entry.issues.length > 0 ? 'broken' : undefined;
}

function answerFlaw(answer: Answer): Flaw | undefined {
  if (answerKind(answer) === 'bare') return 'bare';
  return answer.issues.length > 0 ? 'broken' : undefined;
}

/** The bytes of what a row holds, as JSON; binary as itself. `undefined` where it holds nothing. */
export function sizeOf(row: Row): number | undefined {
  const value = contentOf(row);
  return value === undefined || value === null ? undefined : jsonSize(value);
}

/** When it happened, in milliseconds since the epoch; `undefined` for an answer that did not come yet. */
export function timeOf(row: Row): number | undefined {
  return row.kind === 'answer' ? row.entry.answer?.at : row.entry.at;
}

function contentOf(row: Row): unknown {
  if (row.kind === 'answer') return row.entry.answer && answeredValue(row.entry.answer);
  return row.entry.kind === 'state' ? undefined : payloadOf(row.entry);
}

function isKnown({ kind, event, clientId }: Exclude<Entry, { kind: 'state' }>): boolean {
  const contract = contractOf(clientId);
  return (kind === 'event' ? receivedSpec(contract, event) : sentSpec(contract, event)) !== undefined;
}
