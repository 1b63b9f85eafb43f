import type { CallCount } from '@switchboard/node-server/observability';

export interface CallRate {
  readonly event: string;
  /** Over the time between the two counts. */
  readonly perSecond: number;
  /** Since the start of the server. */
  readonly total: number;
  readonly failed: number;
}

const MAX_EVENTS = 500;

/** What happened between two counts that are `elapsed` milliseconds apart, by event: the busiest first. */
export function callRates(
  before: readonly CallCount[],
  after: readonly CallCount[],
  elapsed: number,
): CallRate[] {
  const totals = totalsOf(before);
  return [...totalsOf(after)]
    .map(([event, { total, failed }]) => ({
      event,
      perSecond: ((total - (totals.get(event)?.total ?? 0)) * 1_000) / elapsed,
      total,
      failed,
    }))
    .sort((a, b) => b.perSecond - a.perSecond || b.total - a.total)
    .slice(0, MAX_EVENTS);
}

function totalsOf(counts: readonly CallCount[]): Map<string, { total: number; failed: number }> {
  const totals = new Map<string, { total: number; failed: number }>();
  for (const { event, code, count } of counts) {
    const { total = 0, failed = 0 } = totals.get(event) ?? {};
    totals.set(event, { total: total + count, failed: failed + (code === 'OK' ? 0 : count) });
  }
  return totals;
}
