import { type EventSpec, type Issue, type Path, readValueNow, type Tolerated } from '@switchboard/contract';
import { contractOfEntry, receivedSpec, sentSpec } from '../../../contract/contracts.ts';
import { formatPath } from '../../../lib/at-path.ts';
import { DETAILS } from '../../../texts/details.ts';
import { answerKind, type CallEntry, payloadOf } from '../../../traffic/entry.ts';
import { type Row, titleOf } from '../rows.ts';
import { detailOf, writeValue } from './detail-of.ts';

/** What the contract says about a row. */
export interface Verdict {
  /** `unknown` is not in the contract; of `waiting` and `none` there is nothing to check yet, or ever. */
  readonly kind: 'fits' | 'broken' | 'unknown' | 'waiting' | 'none';
  readonly issues: readonly Issue[];
  /**
   * The fields that are not in this contract and are left out, by the client or by the server that gets them: no breach,
   * a newer contract may have them.
   */
  readonly dropped: readonly Path[];
}

export function contractVerdict(row: Row): Verdict {
  const { entry } = row;
  if (entry.kind === 'state') return nothing('none');
  if (row.kind === 'answer') {
    const { answer } = row.entry;
    if (!answer) return nothing('waiting');
    const { issues, dropped } = answer;
    return answerKind(answer) === 'none' ? nothing('none', dropped) : ofIssues(issues, dropped);
  }
  const contract = contractOfEntry(entry);
  if (entry.kind === 'event') {
    const { event, issues, dropped } = entry;
    return receivedSpec(contract, event) ? ofIssues(issues, dropped) : nothing('unknown', dropped);
  }
  const read = readSent(entry, sentSpec(contract, entry.event));
  if (!read) return nothing('unknown', entry.dropped);
  return ofIssues(read.ok ? [] : read.issues, entry.dropped ?? read.dropped);
}

/** What was sent as the server reads it; `undefined` where the contract has no such event. */
function readSent(entry: CallEntry, spec: EventSpec | undefined): Tolerated<unknown> | undefined {
  const payload = payloadOf(entry);
  if (!spec) return undefined;
  if (spec.payload) return readValueNow(spec.payload, payload, spec.policy?.unknownFields);
  if (payload === null || payload === undefined) return { ok: true, value: undefined };
  return { ok: false, issues: [{ path: [], message: DETAILS.noPayload }] };
}

function ofIssues(issues: readonly Issue[], dropped: readonly Path[] = []): Verdict {
  return { kind: issues.length === 0 ? 'fits' : 'broken', issues, dropped };
}

function nothing(kind: Verdict['kind'], dropped: readonly Path[] = []): Verdict {
  return { kind, issues: [], dropped };
}

/** What was found, as text for an issue or a message to the server's owner; without secrets. */
export function contractReport(row: Row, verdict: Verdict, client: string): string {
  const contract = contractOfEntry(row.entry);
  const { kind, issues, dropped } = verdict;
  return [
    `${titleOf(row)}: ${DETAILS.verdicts[kind]}`,
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
    writeValue(detailOf(row, false).value),
  ].join('\n');
}

function directionOf({ kind, entry }: Row): keyof typeof DETAILS.report.directions {
  if (kind === 'answer') return 'reply';
  return entry.kind === 'event' ? 'received' : 'sent';
}
