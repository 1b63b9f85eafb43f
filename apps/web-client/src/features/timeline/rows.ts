import { answerValueOf, type CallEntry, type Entry, payloadOf, type StateEntry } from '../../lib/entry.ts';
import { jsonSize } from '../../lib/json-size.ts';
import { clientSpec, serverSpec } from '../../lib/spec-of.ts';

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
export type Flaw = 'unknown' | 'broken';

/** `unknown` for a name that the contract does not have; `broken` for what came in and does not fit it. */
export function flawOf(row: Row): Flaw | undefined {
  if (row.kind === 'answer') return row.entry.answer?.issues.length ? 'broken' : undefined;
  const { entry } = row;
  if (entry.kind === 'state') return undefined;
  if (!isKnown(entry)) return 'unknown';
  return entry.kind === 'event' && entry.issues.length > 0 ? 'broken' : undefined;
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
  if (row.kind === 'answer') {
    const { answer } = row.entry;
    if (!answer?.reply) return answer && answerValueOf(answer);
    return answer.reply.ok ? answer.reply.data : answer.reply.error;
  }
  return row.entry.kind === 'state' ? undefined : payloadOf(row.entry);
}

function isKnown({ kind, event }: Exclude<Entry, { kind: 'state' }>): boolean {
  return (kind === 'event' ? serverSpec(event) : clientSpec(event)) !== undefined;
}
