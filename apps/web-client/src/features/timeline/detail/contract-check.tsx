import type { Path } from '@switchboard/contract';
import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatPath, IssueList } from '../../../components/issue-list.tsx';
import type { Row } from '../rows.ts';
import { contractReport, contractVerdict, droppedOf, type Verdict } from './contract-verdict.ts';
import styles from './detail.module.css';

/** Whether what a row shows keeps the contract, and if not, where it breaks it; with a report to copy. */
export function ContractCheck({ row, client }: { row: Row; client: string }): ReactElement {
  const verdict = contractVerdict(row);
  const reply = row.kind === 'answer' ? row.entry.answer?.reply : undefined;
  const replyIssues = reply?.ok === false ? (reply.error.issues ?? []) : [];
  return (
    <div className={styles.check}>
      <VerdictBadge verdict={verdict} />
      {verdict.kind === 'broken' && <IssueList issues={verdict.issues} label="Breaches of the contract" />}
      <DroppedFields paths={droppedOf(row)} />
      {replyIssues.length > 0 && (
        <>
          <p className={styles.hint}>The server says what does not fit:</p>
          <IssueList issues={replyIssues} label="Issues in the reply" />
        </>
      )}
      {reply?.ok === false && reply.error.code === 'TIMEOUT' && (
        <p className={styles.hint}>If the reply still comes, the row shows only its time and its code.</p>
      )}
      {verdict.kind !== 'none' && verdict.kind !== 'waiting' && (
        <CopyButton label="Copy report" what="the report" text={contractReport(row, verdict, client)} />
      )}
    </div>
  );
}

/** No breach: a newer contract may have fields that this one does not know. */
function DroppedFields({ paths }: { paths: readonly Path[] }): ReactElement | null {
  if (paths.length === 0) return null;
  return (
    <>
      <p className={styles.hint}>
        <Badge tone="warn" icon={CircleHelp}>
          not in this contract
        </Badge>{' '}
        These fields were left out:
      </p>
      <ul className={styles.dropped} aria-label="Fields that are not in this contract">
        {paths.map((path) => (
          <li key={JSON.stringify(path)}>{formatPath(path)}</li>
        ))}
      </ul>
    </>
  );
}

function VerdictBadge({ verdict }: { verdict: Verdict }): ReactElement | null {
  switch (verdict.kind) {
    case 'fits':
      return (
        <Badge tone="ok" icon={CircleCheck}>
          fits the contract
        </Badge>
      );
    case 'broken':
      return (
        <Badge tone="bad" icon={TriangleAlert}>
          breaks the contract
        </Badge>
      );
    case 'unknown':
      return (
        <Badge tone="warn" icon={CircleHelp}>
          not in the contract
        </Badge>
      );
    case 'waiting':
      return <Badge icon={CircleHelp}>no reply yet</Badge>;
    case 'none':
      return <Badge icon={CircleHelp}>nothing to check</Badge>;
  }
}
