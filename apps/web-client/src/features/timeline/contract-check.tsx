import { type Issue, validateNow } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import { CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { IssueList } from '../../components/issue-list.tsx';
import type { Entry } from '../../lib/entry.ts';
import styles from './detail.module.css';
import type { Row } from './rows.ts';

/** Whether what a row shows keeps the contract, and if not, where it breaks it. */
export function ContractCheck({ row }: { row: Row }): ReactElement | null {
  const issues = row.kind === 'answer' ? row.entry.answer?.issues : issuesOf(row.entry);
  const { entry } = row;
  if (entry.kind === 'state') return null;
  const told =
    row.kind === 'answer' && row.entry.answer?.reply.ok === false ? row.entry.answer.reply.error.issues : [];
  return (
    <div className={styles.check}>
      {issues === undefined ? (
        <Badge icon={CircleHelp}>{row.kind === 'answer' ? 'no reply yet' : 'not in the contract'}</Badge>
      ) : (
        <Verdict issues={issues} />
      )}
      {told && told.length > 0 && (
        <>
          <p className={styles.told}>The server says what does not fit:</p>
          <IssueList issues={told} label="Issues in the reply" />
        </>
      )}
    </div>
  );
}

function Verdict({ issues }: { issues: readonly Issue[] }): ReactElement {
  if (issues.length === 0) {
    return (
      <Badge tone="ok" icon={CircleCheck}>
        fits the contract
      </Badge>
    );
  }
  return (
    <>
      <Badge tone="bad" icon={TriangleAlert}>
        breaks the contract
      </Badge>
      <IssueList issues={issues} label="Breaches of the contract" />
    </>
  );
}

/** `undefined` where the contract has nothing to say. */
function issuesOf(entry: Entry): readonly Issue[] | undefined {
  if (entry.kind === 'event') return entry.issues;
  if (entry.kind === 'state' || !Object.hasOwn(contract.clientEventMap, entry.event)) return undefined;
  const spec = contract.clientEventMap[entry.event as keyof typeof contract.clientEventMap];
  if (!('payload' in spec)) return [];
  const validation = validateNow(spec.payload, entry.payload);
  return validation.ok ? [] : validation.issues;
}
