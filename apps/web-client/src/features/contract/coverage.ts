import type { Contract, StandardCode } from '@switchboard/contract';
import type { ContractSnapshot } from '../../lib/contract-record.ts';
import { codesOf, STANDARD_CODES } from './codes-of.ts';

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
