import { contract } from '@switchboard/events';
import { formatPath } from '../../../components/issue-list.tsx';
import type { Row } from '../rows.ts';
import { droppedOf, type Verdict } from './contract-verdict.ts';
import { detailOf } from './detail-of.ts';
import { writeValue } from './write-value.ts';

/** What was found, as text for an issue or a message to the server's owner; without secrets. */
export function contractReport(row: Row, verdict: Verdict, client: string): string {
  const { title, value } = detailOf(row, false);
  const dropped = droppedOf(row);
  const issues = verdict.kind === 'broken' ? verdict.issues : [];
  return [
    `${title}: ${WORDS[verdict.kind]}`,
    `Contract: ${contract.name} ${contract.version}`,
    `Client: ${client}`,
    `Direction: ${directionOf(row)}`,
    `Time: ${new Date(row.entry.at).toISOString()}`,
    ...(issues.length > 0
      ? ['', ...issues.map(({ path, message }) => `- ${formatPath(path)}: ${message}`)]
      : []),
    ...(dropped.length > 0
      ? ['', 'Not in this contract, left out:', ...dropped.map((path) => `- ${formatPath(path)}`)]
      : []),
    '',
    writeValue(value),
  ].join('\n');
}

const WORDS: Readonly<Record<Verdict['kind'], string>> = {
  fits: 'fits the contract',
  broken: 'breaks the contract',
  unknown: 'not in the contract',
  waiting: 'no reply yet',
  none: 'nothing to check',
};

function directionOf({ kind, entry }: Row): string {
  if (kind === 'answer') return 'reply of the server';
  return entry.kind === 'event' ? 'from the server' : 'from the client';
}
