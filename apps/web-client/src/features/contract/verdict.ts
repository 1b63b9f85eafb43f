import { type AnyReply, type Issue, ownValue } from '@switchboard/contract';
import type { Variant } from './invalid-variants.ts';
import { markdown, markdownTable, type ReportContext } from './report.ts';

/** What became of a payload that the contract forbids, worst first, and the tone that shows it. */
export const VERDICT_TONES = {
  /** The server took it. */
  accepted: 'bad',
  'no reply': 'bad',
  /** The server failed over it. */
  failed: 'bad',
  /** It refused the call for another reason, such as no login, and may not have looked at the payload. */
  'not reached': 'warn',
  /** It refused the payload. */
  rejected: 'ok',
} as const;

export type Verdict = keyof typeof VERDICT_TONES;

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

export function codeOf(reply: AnyReply): string {
  return reply.ok ? 'OK' : reply.error.code;
}

/** Whether an issue of the reply points at what is wrong: at its place, below it, or at its parent by name. */
export function namesPlace(reply: AnyReply, { path }: Pick<Variant, 'path'>): boolean {
  const issues: readonly Issue[] = reply.ok ? [] : (reply.error.issues ?? []);
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  return issues.some((issue) => {
    const startsAt = (part: readonly (string | number)[]): boolean =>
      part.every((step, index) => String(issue.path[index]) === String(step));
    const isAtParent = issue.path.length === parent.length && startsAt(parent);
    return startsAt(path) || (isAtParent && issue.message.includes(String(key)));
  });
}

/** One wrong payload and what the server said to it. */
export interface VariantResult {
  readonly variant: Variant;
  readonly reply: AnyReply;
}

/** How often each verdict came, worst first. */
export function countVerdicts(results: readonly VariantResult[]): readonly [Verdict, number][] {
  const verdicts = results.map(({ reply }) => verdictOf(reply));
  return (Object.keys(VERDICT_TONES) as Verdict[])
    .map((verdict): [Verdict, number] => [verdict, verdicts.filter((one) => one === verdict).length])
    .filter(([, count]) => count > 0);
}

export interface MatrixContext extends ReportContext {
  readonly event: string;
  readonly client: string;
}

/** What the server did with the wrong payloads, in Markdown, without the payloads. */
export function matrixReport(results: readonly VariantResult[], context: MatrixContext): string {
  const summary = countVerdicts(results).map(([verdict, count]) => `${count} ${verdict}`);
  const rows = results.map(({ variant, reply }) => {
    const verdict = verdictOf(reply);
    const place = verdict === 'rejected' ? (namesPlace(reply, variant) ? 'yes' : 'no') : '';
    return [variant.name, variant.wrong, verdict, codeOf(reply), place];
  });
  return markdown(
    `# Invalid payloads of ${context.event}`,
    `${context.contract} at ${context.server}, sent as ${context.client}, ${new Date(context.at).toISOString()}`,
    `${results.length} sent: ${summary.join(', ')}.`,
    markdownTable(['variant', 'what is wrong', 'verdict', 'code', 'names the place'], rows),
  );
}
