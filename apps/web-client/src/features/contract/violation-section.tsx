import { Button } from '@mantine/core';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { Badge } from '../../components/badge.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IssueList } from '../../components/issue-list.tsx';
import ui from '../../components/ui.module.css';
import { useClients } from '../../lib/console-session.ts';
import type { Violation } from '../../lib/contract-record.ts';
import { copy } from '../../lib/copy.tsx';
import { CONTRACT } from '../../texts/contract.ts';
import styles from './contract.module.css';
import { useContractTitle, useRecord } from './use-record.ts';
import { headingOf, sampleText, violationReport } from './violation-report.ts';

/** What broke the contract in this session, the latest first. */
export function ViolationSection({ shown }: { shown: boolean }): ReactElement {
  const { violations } = useRecord(shown);
  const contract = useContractTitle();
  const clients = useClients();
  const latest = [...violations].reverse();
  const clientName = (clientId: string): string =>
    clients.find(({ id }) => id === clientId)?.name ?? CONTRACT.removedClient;
  const report = (): string => violationReport(latest, { contract, at: Date.now(), clientName });
  if (latest.length === 0) {
    return (
      <p className={ui.hint}>
        <Badge tone="ok" icon={CircleCheck}>
          {CONTRACT.none}
        </Badge>{' '}
        {CONTRACT.allFits(contract)}
      </p>
    );
  }
  return (
    <>
      <div className={`${ui.bar} ${styles.actions}`}>
        <Button
          variant="default"
          leftSection={<Copy size={13} aria-hidden />}
          onClick={() => void copy(report(), CONTRACT.theReport)}
        >
          {CONTRACT.copyReport}
        </Button>
      </div>
      <ul className={styles.violations} aria-label={CONTRACT.violations}>
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
        <span className={ui.mono}>{event}</span>
        <span className={ui.hint}>{headingOf(kind)}</span>
        {count > 1 && <Badge tone="bad">{CONTRACT.times(count)}</Badge>}
        <span className={`${ui.hint} ${styles.where}`}>
          {clientName}, {formatTime(at)}
        </span>
      </p>
      <IssueList issues={issues} label={CONTRACT.issuesOf(event)} />
      <details>
        <summary>{CONTRACT.sample}</summary>
        <pre className={styles.sample}>{sampleText(violation)}</pre>
      </details>
    </li>
  );
}
