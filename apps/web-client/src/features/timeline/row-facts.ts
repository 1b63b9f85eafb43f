import type { Entry } from '../../lib/entry.ts';
import { jsonSize } from '../../lib/json-size.ts';
import { clientSpec, serverSpec } from '../../lib/spec-of.ts';
import type { Row } from './rows.ts';

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
    const reply = row.entry.answer?.reply;
    return reply?.ok ? reply.data : reply?.error;
  }
  return row.entry.kind === 'state' ? undefined : row.entry.payload;
}

function isKnown({ kind, event }: Exclude<Entry, { kind: 'state' }>): boolean {
  return (kind === 'event' ? serverSpec(event) : clientSpec(event)) !== undefined;
}
