import { Button } from '@mantine/core';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IssueList } from '../../components/issue-list.tsx';
import { useClients, useContractRecord } from '../../lib/console-session.ts';
import type { Violation } from '../../lib/contract-record.ts';
import { copyText } from '../../lib/copy-text.ts';
import styles from './contract.module.css';
import { CONTRACT_NAME } from './contract-name.ts';
import { headingOf, violationReport } from './violation-report.ts';
import { sampleText } from './violation-sample.ts';

/** What broke the contract in this session, the latest first. */
export function ViolationSection(): ReactElement {
  const { violations } = useContractRecord();
  const clients = useClients();
  const latest = [...violations].reverse();
  const clientName = (clientId: string): string =>
    clients.find(({ id }) => id === clientId)?.name ?? 'a removed client';
  const report = (): string =>
    violationReport(latest, { contract: CONTRACT_NAME, at: Date.now(), clientName });
  if (latest.length === 0) {
    return (
      <p className={styles.empty}>
        <Badge tone="ok" icon={CircleCheck}>
          nothing
        </Badge>{' '}
        Every event and every reply of this session keeps the contract {CONTRACT_NAME}.
      </p>
    );
  }
  return (
    <>
      <div className={styles.actions}>
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          onClick={() => void copyText(report(), 'the report as Markdown')}
        >
          Copy report
        </Button>
      </div>
      <ul className={styles.violations} aria-label="Violations">
        {latest.map((violation) => (
          <ViolationItem
            key={violation.key}
            violation={violation}
            clientName={clientName(violation.clientId)}
          />
        ))}
      </ul>
    </>
  );
}

function ViolationItem({
  violation,
  clientName,
}: {
  violation: Violation;
  clientName: string;
}): ReactElement {
  const { event, kind, issues, count, at } = violation;
  return (
    <li className={styles.violation}>
      <p className={styles.violationHead}>
        <TriangleAlert size={13} aria-hidden className={styles.bad} />
        <span className={styles.event}>{event}</span>
        <span className={styles.note}>{headingOf(kind)}</span>
        {count > 1 && <Badge tone="bad">{count} times</Badge>}
        <span className={styles.where}>
          {clientName}, {formatTime(at)}
        </span>
      </p>
      <IssueList issues={issues} label={`What is wrong with ${event}`} />
      <details>
        <summary>Sample</summary>
        <pre className={styles.sample}>{sampleText(violation)}</pre>
      </details>
    </li>
  );
}
