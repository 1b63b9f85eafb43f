import {
  type Contract,
  ERROR_STATUSES,
  type EventSpec,
  isStandardCode,
  type StandardCode,
} from '@switchboard/contract';
import type { CallRecord, ContractSnapshot } from '../../traffic/contract-record.ts';
import { markdown, markdownTable, type ReportContext } from './report.ts';

/** So many of so many. */
interface Share {
  readonly done: number;
  readonly of: number;
}

export type Coverage = ReturnType<typeof coverageOf>;
export type CallCoverage = Coverage['calls'][number];
export type ArrivalCoverage = Coverage['arrivals'][number];

const NOTHING: CallRecord = { sent: 0, ok: 0, violations: 0, codes: new Map() };

/** How much of the contract a session exercised. */
export function coverageOf(
  { clientEventMap, serverEventMap }: Contract,
  { calls: recorded, arrivals: arrived }: ContractSnapshot,
) {
  const calls = Object.entries(clientEventMap).map(([event, spec]) => {
    const { codes: seen, ...counted } = recorded.get(event) ?? NOTHING;
    // A code `counts` if a caller can bring it about.
    const codeOf = (code: string, counts: boolean) => ({ code, counts, count: seen.get(code) ?? 0 });
    const codes = [
      ...Object.keys(spec.errors ?? {}).map((code) => codeOf(code, true)),
      ...STANDARD_CODES.map((code) => codeOf(code, PROVOKED[code]?.(spec) ?? false)),
    ];
    return { event, ...counted, codes: codes.filter(({ counts, count }) => counts || count > 0) };
  });
  const arrivals = Object.keys(serverEventMap).map((event) => ({
    event,
    ...(arrived.get(event) ?? { received: 0, violations: 0 }),
  }));
  const codes = calls.flatMap((call) => call.codes.filter(({ counts }) => counts));
  const shares = {
    sent: share(calls, ({ sent }) => sent),
    ok: share(calls, ({ ok }) => ok),
    codes: share(codes, ({ count }) => count),
    received: share(arrivals, ({ received }) => received),
  };
  const total = { done: 0, of: 0 };
  for (const { done, of } of Object.values(shares)) {
    total.done += done;
    total.of += of;
  }
  return { calls, arrivals, ...shares, total };
}

/** A share in whole percent: 100 only when nothing is missing. */
export function percent({ done, of }: Share): number {
  return of === 0 ? 100 : Math.floor((done / of) * 100);
}

export function shareText({ done, of }: Share): string {
  return `${done} of ${of}`;
}

function share<Item>(items: readonly Item[], count: (item: Item) => number): Share {
  return { done: items.filter((item) => count(item) > 0).length, of: items.length };
}

/** The standard codes that some event may answer with, in the contract's order. */
const STANDARD_CODES: readonly StandardCode[] = Object.keys(ERROR_STATUSES)
  .filter(isStandardCode)
  // Every event here is one of the contract.
  .filter((code) => code !== 'NOT_FOUND');

/** The codes that a caller can bring about, each where the contract makes it possible. */
const PROVOKED: Partial<Record<StandardCode, (spec: EventSpec) => boolean>> = {
  BAD_REQUEST: () => true,
  UNAUTHORIZED: ({ policy }) => policy?.scope !== undefined,
  FORBIDDEN: ({ policy }) => policy?.scope !== undefined,
  CONFLICT: ({ policy }) => Boolean(policy?.idempotent),
  PAYLOAD_TOO_LARGE: () => true,
  TOO_MANY_REQUESTS: ({ policy }) => policy?.rate !== undefined,
};

/** The coverage as Markdown. */
export function coverageMarkdown(coverage: Coverage, { contract, server, at }: ReportContext): string {
  const { calls, arrivals, sent, ok, codes, received, total } = coverage;
  return markdown(
    `# Coverage of ${contract} at ${server}`,
    `${new Date(at).toISOString()}: ${percent(total)} % (${shareText(total)})`,
    [
      `- client events sent: ${shareText(sent)}`,
      `- client events answered OK: ${shareText(ok)}`,
      `- error codes seen: ${shareText(codes)}`,
      `- server events received: ${shareText(received)}`,
    ],
    markdownTable(
      ['client event', 'sent', 'OK', 'codes seen', 'codes not seen', 'violations'],
      calls.map((call) => {
        const seen = call.codes.filter(({ count }) => count > 0);
        const missing = call.codes.filter(({ count }) => count === 0);
        return [
          call.event,
          call.sent,
          call.ok,
          seen.map(({ code, count }) => `${code} ×${count}`).join(', '),
          missing.map(({ code }) => code).join(', '),
          call.violations,
        ];
      }),
    ),
    markdownTable(
      ['server event', 'received', 'violations'],
      arrivals.map((arrival) => [arrival.event, arrival.received, arrival.violations]),
    ),
  );
}
