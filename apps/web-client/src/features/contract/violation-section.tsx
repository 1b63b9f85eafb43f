import { type AnyReply, redact, redactReply } from '@switchboard/contract';
import { CircleCheck, Copy, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { removedClientName } from '../../clients/client-names.ts';
import { Badge } from '../../components/badge.tsx';
import { copy } from '../../components/copy.tsx';
import { IssueList } from '../../components/issue-list.tsx';
import { SmallButton } from '../../components/small-button.tsx';
import ui from '../../components/ui.module.css';
import { contractById, receivedSpec, sentSpec } from '../../contract/contracts.ts';
import { formatPath } from '../../lib/at-path.ts';
import { formatSize } from '../../lib/bytes.ts';
import { formatTime } from '../../lib/format-time.ts';
import { valueInWords } from '../../lib/in-words.ts';
import { useClients } from '../../session/console-session.ts';
import { CONTRACT } from '../../texts/contract.ts';
import type { Violation } from '../../traffic/contract-record.ts';
import styles from './contract.module.css';
import { markdown, type ReportContext, useReportContext } from './report.ts';
import { useRecord } from './use-record.ts';

/** What broke the contract at the server of the picked client in this session, the latest first. */
export function ViolationSection({ shown }: { shown: boolean }): ReactElement {
  const latest = useRecord(shown).violations.toReversed();
  const context = useReportContext();
  const { contract, server } = context();
  const clients = useClients();
  const clientName = (clientId: string): string =>
    clients.find(({ id }) => id === clientId)?.name ?? removedClientName(clientId);
  const report = (): string => violationReport(latest, context(), clientName);
  if (latest.length === 0) {
    return (
      <p className={ui.hint}>
        <Badge tone="ok" icon={CircleCheck}>
          {CONTRACT.none}
        </Badge>{' '}
        {CONTRACT.allFits(contract, server)}
      </p>
    );
  }
  return (
    <div className={ui.form}>
      <div className={ui.bar}>
        <SmallButton size="xs" icon={Copy} onClick={() => void copy(report(), CONTRACT.theReport)}>
          {CONTRACT.copyReport}
        </SmallButton>
      </div>
      <ul className={ui.stack} aria-label={CONTRACT.violations}>
        {latest.map((violation) => (
          <ViolationItem
            key={violation.key}
            violation={violation}
            clientName={clientName(violation.clientId)}
          />
        ))}
      </ul>
    </div>
  );
}

interface ViolationItemProps {
  readonly violation: Violation;
  readonly clientName: string;
}

function ViolationItem({ violation, clientName }: ViolationItemProps): ReactElement {
  const { event, kind, issues, count, at } = violation;
  return (
    <li className={ui.card}>
      <div className={ui.bar}>
        <TriangleAlert size={13} aria-hidden className={ui.bad} />
        <span className={ui.mono}>{event}</span>
        <span className={`${ui.hint} ${ui.grow}`}>{CONTRACT.kinds[kind]}</span>
        {count > 1 && <Badge tone="bad">{CONTRACT.times(count)}</Badge>}
        <span className={ui.hint}>
          {clientName}, {formatTime(at)}
        </span>
      </div>
      <IssueList issues={issues} label={CONTRACT.issuesOf(event)} />
      <details>
        <summary className={ui.hint}>{CONTRACT.sample}</summary>
        <pre className={`${ui.code} ${styles.sample}`}>{sampleText(violation)}</pre>
      </details>
    </li>
  );
}

/** What broke the contract, in Markdown, ready for a bug report. Secrets are left out. */
export function violationReport(
  violations: readonly Violation[],
  { contract, server, at }: ReportContext,
  clientName: (clientId: string) => string,
): string {
  return markdown(
    `# What broke the contract ${contract} at ${server}`,
    `Seen at this server in this session, written ${new Date(at).toISOString()}.`,
    ...violations.flatMap((violation) => {
      const { event, kind, issues, count } = violation;
      const times = count === 1 ? '1 time' : `${count} times`;
      return [
        `## ${code(event)}: ${CONTRACT.kinds[kind]}`,
        `${times}, last ${new Date(violation.at).toISOString()} at ${clientName(violation.clientId)}.`,
        issues.map(({ path, message }) => `- ${code(formatPath(path))}: ${message.replace(/\s+/g, ' ')}`),
        ['```json', sampleText(violation), '```'],
      ];
    }),
  );
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

const MAX_LENGTH = 2_000;

/** What broke the contract, as JSON without secrets, cut where it is long. */
function sampleText({ kind, event, sample, size, contract: id }: Violation): string {
  if (sample === undefined && size > 0) return CONTRACT.notKept(formatSize(size));
  const contract = contractById(id);
  const value =
    kind === 'reply'
      ? redactReply(sentSpec(contract, event), sample as AnyReply)
      : redact(receivedSpec(contract, event)?.payload, sample);
  if (value === undefined) return CONTRACT.nothing;
  const text = valueInWords(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n${CONTRACT.cut}` : text;
}
