import type { Issue } from '@switchboard/contract';
import type { ReactElement } from 'react';
import { formatPath } from '../lib/at-path.ts';
import ui from './ui.module.css';

/** What does not fit, each with its path. */
export function IssueList({ issues, label }: { issues: readonly Issue[]; label: string }): ReactElement {
  return (
    <ul aria-label={label}>
      {issues.map((issue) => (
        <li key={`${issue.path.join('/')} ${issue.message}`}>
          <code className={ui.bad}>{formatPath(issue.path)}</code> {issue.message}
        </li>
      ))}
    </ul>
  );
}
