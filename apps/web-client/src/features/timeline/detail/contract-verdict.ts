import { type Issue, type Path, readValueNow, type Tolerated } from '@switchboard/contract';
import { formatPath } from '../../../components/issue-list.tsx';
import { defaultContract } from '../../../contract/contracts.ts';
import type { Entry } from '../../../lib/entry.ts';
import { clientSpec, serverSpec } from '../../../lib/spec-of.ts';
import type { Row } from '../rows.ts';
import { detailOf, writeValue } from './detail-of.ts';

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

/**
 * The fields that are not in this contract and are left out of what a row shows, by the client or by the server that gets
 * them: no breach, a newer contract may have them.
 */
export function droppedOf(row: Row): readonly Path[] {
  if (row.kind === 'answer') return row.entry.answer?.dropped ?? [];
  const { entry } = row;
  if (entry.kind === 'state') return [];
  return entry.dropped ?? (entry.kind === 'event' ? [] : (readSent(entry)?.dropped ?? []));
}

function verdictOnSent(entry: Sent): Verdict {
  const read = readSent(entry);
  if (!read) return { kind: 'unknown' };
  return ofIssues(read.ok ? [] : read.issues);
}

type Sent = Exclude<Entry, { kind: 'state' | 'event' }>;

/** What was sent as the server reads it; `undefined` where the contract has no such event. */
function readSent({ event, args }: Sent): Tolerated<unknown> | undefined {
  const [payload] = args;
  const spec = clientSpec(event);
  if (!spec) return undefined;
  if (spec.payload) return readValueNow(spec.payload, payload, spec.policy?.unknownFields);
  if (payload === null || payload === undefined) return { ok: true, value: undefined };
  return { ok: false, issues: [{ path: [], message: 'This event takes no payload.' }] };
}

function ofIssues(issues: readonly Issue[]): Verdict {
  return issues.length === 0 ? { kind: 'fits' } : { kind: 'broken', issues };
}

/** What was found, as text for an issue or a message to the server's owner; without secrets. */
export function contractReport(row: Row, verdict: Verdict, client: string): string {
  const { title, value } = detailOf(row, false);
  const dropped = droppedOf(row);
  const contract = defaultContract();
  const issues = verdict.kind === 'broken' ? verdict.issues : [];
  return [
    `${title}: ${WORDS[verdict.kind]}`,
    `Contract: ${contract.name} ${contract.version}`,
    `Client: ${client}`,
    `Direction: ${directionOf(row)}`,
    `Time: ${new Date(row.entry.at).toISOString()}`,
    ...(issues.length > 0
      ? ['', ...issues.map(({ path, message }) => `- ${formatPath(path)}: ${message}`)]
      : []),
    ...(dropped.length > 0
      ? ['', 'Not in this contract, left out:', ...dropped.map((path) => `- ${formatPath(path)}`)]
      : []),
    '',
    writeValue(value),
  ].join('\n');
}

const WORDS: Readonly<Record<Verdict['kind'], string>> = {
  fits: 'fits the contract',
  broken: 'breaks the contract',
  unknown: 'not in the contract',
  waiting: 'no reply yet',
  none: 'nothing to check',
};

function directionOf({ kind, entry }: Row): string {
  if (kind === 'answer') return 'reply of the server';
  return entry.kind === 'event' ? 'from the server' : 'from the client';
}
