import type { ErrorBody } from '@switchboard/contract';
import type { ReactElement } from 'react';
import { IssueList } from '../../components/issue-list.tsx';
import styles from './admin.module.css';

/** Why a call of the admin failed. */
export function FailureNote({ error: { code, message, issues } }: { error: ErrorBody }): ReactElement {
  return (
    <div className={styles.failure} role="alert">
      <p>
        <strong>{code}</strong> {message}
      </p>
      {issues && issues.length > 0 && <IssueList issues={issues} label="What the server does not take" />}
    </div>
  );
}
