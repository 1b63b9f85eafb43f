import { type Issue, type Path, readValueNow, type Tolerated } from '@switchboard/contract';
import { formatPath } from '../../../components/issue-list.tsx';
import { contractOf, receivedSpec, sentSpec } from '../../../contract/contracts.ts';
import { answerKind, type Entry, payloadOf } from '../../../lib/entry.ts';
import { DETAILS } from '../../../texts/details.ts';
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
    if (!answer) return { kind: 'waiting' };
    return answerKind(answer) === 'none' ? { kind: 'none' } : ofIssues(answer.issues);
  }
  const { entry } = row;
  if (entry.kind === 'state') return { kind: 'none' };
  if (entry.kind === 'event') {
    const isKnown = receivedSpec(contractOf(entry.clientId), entry.event) !== undefined;
    return isKnown ? ofIssues(entry.issues) : { kind: 'unknown' };
  }
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
function readSent(entry: Sent): Tolerated<unknown> | undefined {
  const spec = sentSpec(contractOf(entry.clientId), entry.event);
  const payload = payloadOf(entry);
  if (!spec) return undefined;
  if (spec.payload) return readValueNow(spec.payload, payload, spec.policy?.unknownFields);
  if (payload === null || payload === undefined) return { ok: true, value: undefined };
  return { ok: false, issues: [{ path: [], message: DETAILS.noPayload }] };
}

function ofIssues(issues: readonly Issue[]): Verdict {
  return issues.length === 0 ? { kind: 'fits' } : { kind: 'broken', issues };
}

/** What was found, as text for an issue or a message to the server's owner; without secrets. */
export function contractReport(row: Row, verdict: Verdict, client: string): string {
  const { title, value } = detailOf(row, false);
  const contract = contractOf(row.entry.clientId);
  const dropped = droppedOf(row);
  const issues = verdict.kind === 'broken' ? verdict.issues : [];
  return [
    `${title}: ${DETAILS.verdicts[verdict.kind]}`,
    DETAILS.report.contract(contract.name, contract.version),
    DETAILS.report.client(client),
    DETAILS.report.direction(DETAILS.report.directions[directionOf(row)]),
    DETAILS.report.time(new Date(row.entry.at).toISOString()),
    ...(issues.length > 0
      ? ['', ...issues.map(({ path, message }) => `- ${formatPath(path)}: ${message}`)]
      : []),
    ...(dropped.length > 0
      ? ['', DETAILS.report.dropped, ...dropped.map((path) => `- ${formatPath(path)}`)]
      : []),
    '',
    writeValue(value),
  ].join('\n');
}

function directionOf({ kind, entry }: Row): keyof typeof DETAILS.report.directions {
  if (kind === 'answer') return 'reply';
  return entry.kind === 'event' ? 'received' : 'sent';
}
