import type { Issue } from '@switchboard/contract';
import type { ReactElement } from 'react';
import { formatPath } from '../lib/at-path.ts';
import ui from './ui.module.css';

export interface IssueListProps {
  /** A `place` says in words where it is. */
  readonly issues: readonly (Issue & { readonly place?: string })[];
  readonly label: string;
}

/** What does not fit, each with its place: its path, where nothing else is given. */
export function IssueList({ issues, label }: IssueListProps): ReactElement {
  return (
    <ul aria-label={label}>
      {issues.map((issue) => (
        <li key={`${issue.path.join('/')} ${issue.message}`}>
          <code className={ui.bad}>{issue.place ?? formatPath(issue.path)}</code> {issue.message}
        </li>
      ))}
    </ul>
  );
}
