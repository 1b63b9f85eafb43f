import { type Coverage, percent, type Share } from './coverage.ts';

export interface ReportContext {
  /** The contract's name and version. */
  readonly contract: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The coverage as JSON, for machines. */
export function coverageJson(coverage: Coverage, { contract, at }: ReportContext): string {
  const { calls, arrivals, sent, ok, codes, received, total } = coverage;
  const report = {
    contract,
    at: new Date(at).toISOString(),
    summary: { percent: percent(total), total, sent, ok, codes, received },
    clientEvents: calls.map(({ declared, standard, ...call }) => ({
      ...call,
      codes: Object.fromEntries(
        [...declared, ...standard.filter(({ counts, count }) => counts || count > 0)].map(
          ({ code, count }) => [code, count],
        ),
      ),
    })),
    serverEvents: arrivals,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The coverage as Markdown, for people. */
export function coverageMarkdown(coverage: Coverage, { contract, at }: ReportContext): string {
  const { calls, arrivals, sent, ok, codes, received, total } = coverage;
  return [
    `# Coverage of ${contract}`,
    '',
    `${new Date(at).toISOString()}: ${percent(total)} % (${of(total)})`,
    '',
    `- client events sent: ${of(sent)}`,
    `- client events answered OK: ${of(ok)}`,
    `- error codes seen: ${of(codes)}`,
    `- server events received: ${of(received)}`,
    '',
    '| client event | sent | OK | codes seen | codes not seen | violations |',
    '| --- | --- | --- | --- | --- | --- |',
    ...calls.map(({ event, declared, standard, ...call }) => {
      const given = [...declared, ...standard.filter(({ counts, count }) => counts || count > 0)];
      const seen = given.filter(({ count }) => count > 0).map(({ code, count }) => `${code} ×${count}`);
      const missing = given.filter(({ count }) => count === 0).map(({ code }) => code);
      return `| ${[event, call.sent, call.ok, seen.join(', '), missing.join(', '), call.violations].join(' | ')} |`;
    }),
    '',
    '| server event | received | violations |',
    '| --- | --- | --- |',
    ...arrivals.map((arrival) => `| ${arrival.event} | ${arrival.received} | ${arrival.violations} |`),
    '',
  ].join('\n');
}

function of({ done, of: all }: Share): string {
  return `${done} of ${all}`;
}
