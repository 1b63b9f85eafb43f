import {
  type Contract,
  ERROR_STATUSES,
  type EventSpec,
  isStandardCode,
  type StandardCode,
} from '@switchboard/contract';
import type { ContractSnapshot } from '../../lib/contract-record.ts';

export interface CodeCoverage {
  readonly code: string;
  readonly count: number;
}

/** How far one client event was exercised. */
export interface CallCoverage {
  readonly event: string;
  readonly sent: number;
  readonly ok: number;
  readonly violations: number;
  readonly declared: readonly CodeCoverage[];
  readonly standard: readonly (CodeCoverage & {
    readonly code: StandardCode;
    /** Whether a caller can bring it about, so that it counts. */
    readonly counts: boolean;
  })[];
}

export interface ArrivalCoverage {
  readonly event: string;
  readonly received: number;
  readonly violations: number;
}

/** So many of so many. */
export interface Share {
  readonly done: number;
  readonly of: number;
}

export interface Coverage {
  readonly calls: readonly CallCoverage[];
  readonly arrivals: readonly ArrivalCoverage[];
  readonly sent: Share;
  readonly ok: Share;
  readonly codes: Share;
  readonly received: Share;
  /** All of these together. */
  readonly total: Share;
}

/** How much of the contract a session exercised. */
export function coverageOf(
  { clientEventMap, serverEventMap }: Contract,
  { calls: recorded, arrivals: arrived }: ContractSnapshot,
): Coverage {
  const calls = Object.entries(clientEventMap).map(([event, spec]): CallCoverage => {
    const { sent = 0, ok = 0, violations = 0, codes } = recorded.get(event) ?? {};
    const { declared, standard } = codesOf(spec);
    const count = (code: string): number => codes?.get(code) ?? 0;
    return {
      event,
      sent,
      ok,
      violations,
      declared: declared.map((code) => ({ code, count: count(code) })),
      standard: STANDARD_CODES.map((code) => ({ code, count: count(code), counts: standard.includes(code) })),
    };
  });
  const arrivals = Object.keys(serverEventMap).map((event) => ({
    event,
    ...(arrived.get(event) ?? { received: 0, violations: 0 }),
  }));
  const codes = calls.flatMap(({ declared, standard }) => [
    ...declared,
    ...standard.filter(({ counts }) => counts),
  ]);
  const shares = {
    sent: share(calls, ({ sent }) => sent),
    ok: share(calls, ({ ok }) => ok),
    codes: share(codes, ({ count }) => count),
    received: share(arrivals, ({ received }) => received),
  };
  const all = Object.values(shares);
  const total = { done: sum(all.map(({ done }) => done)), of: sum(all.map((part) => part.of)) };
  return { calls, arrivals, ...shares, total };
}

/** A share in whole percent: 100 only when nothing is missing. */
export function percent({ done, of }: Share): number {
  return of === 0 ? 100 : Math.floor((done / of) * 100);
}

function share<Item>(items: readonly Item[], count: (item: Item) => number): Share {
  return { done: items.filter((item) => count(item) > 0).length, of: items.length };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The standard codes that some event may answer with, in the contract's order. */
export const STANDARD_CODES: readonly StandardCode[] = Object.keys(ERROR_STATUSES)
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

/** The codes that count for coverage: the declared ones, and the standard ones that a caller can bring about. */
function codesOf(spec: EventSpec): {
  readonly declared: readonly string[];
  readonly standard: readonly StandardCode[];
} {
  return {
    declared: Object.keys(spec.errors ?? {}),
    standard: STANDARD_CODES.filter((code) => PROVOKED[code]?.(spec)),
  };
}

/** How a column for a standard code is headed: by its HTTP status, which is short, or by a word of its own. */
export function shortCode(code: StandardCode): string {
  if (code === 'REPLY_INVALID') return 'reply';
  return String(ERROR_STATUSES[code] ?? 'lost');
}
