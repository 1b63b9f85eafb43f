import type { AnyReply } from '@switchboard/contract';
import type { Variant } from './invalid-variants.ts';
import { namesPlace, VERDICTS, type Verdict, verdictOf } from './verdict.ts';

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
