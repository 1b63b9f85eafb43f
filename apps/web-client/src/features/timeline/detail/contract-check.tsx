import type { Path } from '@switchboard/contract';
import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { CopyButton } from '../../../components/copy.tsx';
import { IssueList } from '../../../components/issue-list.tsx';
import ui from '../../../components/ui.module.css';
import { formatPath } from '../../../lib/at-path.ts';
import { DETAILS } from '../../../texts/details.ts';
import type { Row } from '../rows.ts';
import { contractReport, contractVerdict } from './contract-verdict.ts';
import styles from './detail.module.css';

/** Whether what a row shows keeps the contract, and if not, where it breaks it; with a report to copy. */
export function ContractCheck({ row, client }: { row: Row; client: string }): ReactElement {
  const verdict = contractVerdict(row);
  const answer = row.kind === 'answer' ? row.entry.answer : undefined;
  const reply = answer?.reply;
  const replyIssues = reply?.ok === false ? (reply.error.issues ?? []) : [];
  return (
    <div className={`${ui.stack} ${styles.check}`}>
      <Badge {...LOOKS[verdict.kind]}>{DETAILS.verdicts[verdict.kind]}</Badge>
      {verdict.issues.length > 0 && <IssueList issues={verdict.issues} label={DETAILS.issues} />}
      <DroppedFields paths={verdict.dropped} />
      {replyIssues.length > 0 && (
        <>
          <p className={ui.hint}>{DETAILS.serverSays}</p>
          <IssueList issues={replyIssues} label={DETAILS.replyIssues} />
        </>
      )}
      {answer?.outcome === 'TIMEOUT' && <p className={ui.hint}>{DETAILS.lateReply}</p>}
      {verdict.kind !== 'none' && verdict.kind !== 'waiting' && (
        <CopyButton
          label={DETAILS.copyReport}
          what={DETAILS.theReport}
          text={contractReport(row, verdict, client)}
        />
      )}
    </div>
  );
}

/** No breach: a newer contract may have fields that this one does not know. */
function DroppedFields({ paths }: { paths: readonly Path[] }): ReactElement | null {
  if (paths.length === 0) return null;
  return (
    <>
      <p className={ui.hint}>
        <Badge tone="warn" icon={CircleHelp}>
          {DETAILS.notInThisContract}
        </Badge>{' '}
        {DETAILS.leftOut}
      </p>
      <ul className={ui.mono} aria-label={DETAILS.droppedFields}>
        {paths.map((path) => (
          <li key={JSON.stringify(path)}>{formatPath(path)}</li>
        ))}
      </ul>
    </>
  );
}

const LOOKS = {
  fits: { tone: 'ok', icon: CircleCheck },
  broken: { tone: 'bad', icon: TriangleAlert },
  unknown: { tone: 'warn', icon: CircleHelp },
  waiting: { tone: 'neutral', icon: CircleHelp },
  none: { tone: 'neutral', icon: CircleHelp },
} as const;
