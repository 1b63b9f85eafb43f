import { type AnyReply, redact, redactReply, toJson } from '@switchboard/contract';
import { formatPath } from '../../components/issue-list.tsx';
import { contractOf, receivedSpec, sentSpec } from '../../contract/contracts.ts';
import { formatSize } from '../../lib/bytes.ts';
import type { Violation } from '../../lib/contract-record.ts';

export interface ViolationContext {
  /** The contract's name and version. */
  readonly contract: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly clientName: (clientId: string) => string;
}

/** What broke the contract, in Markdown, ready for a bug report. Secrets are left out. */
export function violationReport(violations: readonly Violation[], context: ViolationContext): string {
  const { contract, at, clientName } = context;
  return [
    `# What broke the contract ${contract}`,
    '',
    `Seen in this session, written ${new Date(at).toISOString()}.`,
    ...violations.map((violation) => {
      const { event, kind, issues, count } = violation;
      return [
        '',
        `## ${code(event)}: ${headingOf(kind)}`,
        '',
        `${count} ${count === 1 ? 'time' : 'times'}, last ${new Date(violation.at).toISOString()} at ${clientName(violation.clientId)}.`,
        '',
        ...issues.map(({ path, message }) => `- ${code(formatPath(path))}: ${message.replace(/\s+/g, ' ')}`),
        '',
        '```json',
        sampleText(violation),
        '```',
      ].join('\n');
    }),
    '',
  ].join('\n');
}

/** What kind of thing broke it, in words. */
export function headingOf(kind: Violation['kind']): string {
  if (kind === 'reply') return 'a reply';
  return kind === 'event' ? 'an event of the server' : 'an event that the contract does not have';
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

const MAX_LENGTH = 2_000;

/** What broke the contract, as JSON without secrets, cut where it is long. */
export function sampleText(violation: Violation): string {
  const { sample, size } = violation;
  if (sample === undefined)
    return size === 0
      ? 'nothing'
      : `Not kept, because it is large: ${formatSize(size)}. The row in the timeline has it.`;
  const value = shown(violation);
  try {
    const text = JSON.stringify(toJson(value), null, 2);
    return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}\n… cut` : text;
  } catch (error) {
    return `cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function shown({ kind, event, sample, clientId }: Violation): unknown {
  const contract = contractOf(clientId);
  if (kind === 'reply') return redactReply(sentSpec(contract, event), sample as AnyReply);
  return redact(receivedSpec(contract, event)?.payload, sample);
}
