import type { Issue } from '@switchboard/contract';
import type { ReactElement } from 'react';
import { PARTS } from '../texts/shell.ts';
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

/** A path for people: `attachment.bytes`, `rooms[0].name`; the root is `(whole value)`. */
export function formatPath(path: readonly (string | number)[]): string {
  if (path.length === 0) return PARTS.root;
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`))
    .join('');
}
