import { type AnyReply, type Issue, ownValue } from '@switchboard/contract';
import type { Tone } from '../../components/badge.tsx';
import type { Variant } from './invalid-variants.ts';

/** What became of a payload that the contract forbids. */
export type Verdict =
  /** The server refused the payload. */
  | 'rejected'
  /** It refused the call for another reason, such as no login, and may not have looked at the payload. */
  | 'not reached'
  /** It took what the contract forbids. */
  | 'accepted'
  | 'no reply'
  /** It failed over it. */
  | 'failed';

export const VERDICTS: readonly Verdict[] = ['accepted', 'no reply', 'failed', 'not reached', 'rejected'];

export const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  accepted: 'bad',
  'no reply': 'bad',
  failed: 'bad',
  'not reached': 'warn',
  rejected: 'ok',
};

const VERDICT_OF: Readonly<Record<string, Verdict>> = {
  BAD_REQUEST: 'rejected',
  PAYLOAD_TOO_LARGE: 'rejected',
  INTERNAL_SERVER_ERROR: 'failed',
  // The call was executed.
  REPLY_INVALID: 'accepted',
  TIMEOUT: 'no reply',
  DISCONNECTED: 'no reply',
};

export function verdictOf(reply: AnyReply): Verdict {
  if (reply.ok) return 'accepted';
  return ownValue(VERDICT_OF, reply.error.code) ?? 'not reached';
}

/** Whether an issue of the reply points at what is wrong: at its place, below it, or at its parent by name. */
export function namesPlace(reply: AnyReply, { path }: Pick<Variant, 'path'>): boolean {
  const issues: readonly Issue[] = reply.ok ? [] : (reply.error.issues ?? []);
  return issues.some((issue) => pointsAt(issue, path));
}

function pointsAt(issue: Issue, path: readonly (string | number)[]): boolean {
  const startsAt = (part: readonly (string | number)[]): boolean =>
    part.every((key, index) => String(issue.path[index]) === String(key));
  if (startsAt(path)) return true;
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  return issue.path.length === parent.length && startsAt(parent) && issue.message.includes(String(key));
}

/** One wrong payload and what the server said to it. */
export interface VariantResult {
  readonly variant: Variant;
  readonly reply: AnyReply;
}

export interface MatrixContext {
  readonly event: string;
  /** The contract's name and version. */
  readonly contract: string;
  readonly client: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export function countVerdicts(results: readonly VariantResult[]): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const { reply } of results) {
    const verdict = verdictOf(reply);
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

/** What the server did with the wrong payloads, in Markdown, without the payloads. */
export function matrixReport(results: readonly VariantResult[], context: MatrixContext): string {
  const counts = countVerdicts(results);
  const summary = VERDICTS.filter((verdict) => counts.has(verdict))
    .map((verdict) => `${counts.get(verdict)} ${verdict}`)
    .join(', ');
  const rows = results.map(({ variant, reply }) => {
    const cells = [variant.name, variant.wrong, verdictOf(reply), codeOf(reply), placeOf({ variant, reply })];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return [
    `# Invalid payloads of ${context.event}`,
    '',
    `${context.contract}, sent as ${context.client}, ${new Date(context.at).toISOString()}`,
    '',
    `${results.length} sent: ${summary}.`,
    '',
    '| variant | what is wrong | verdict | code | names the place |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export function codeOf(reply: AnyReply): string {
  return reply.ok ? 'OK' : reply.error.code;
}

function placeOf({ variant, reply }: VariantResult): string {
  return verdictOf(reply) === 'rejected' ? (namesPlace(reply, variant) ? 'yes' : 'no') : '';
}

/** A text as it may stand in a cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
