import type { Rates } from '../../lib/traffic-stats.ts';

/** What came and went in some seconds together. */
export interface RateRow {
  /** When it began, in seconds since the epoch. */
  readonly second: number;
  readonly sent: number;
  readonly replies: number;
  readonly events: number;
}

/** The rates in steps of some seconds, newest first, without the steps in which nothing happened. */
export function rateRows({ seconds, sent, replies, events }: Rates, step: number): RateRow[] {
  const rows = new Map<number, RateRow>();
  for (const [index, second] of seconds.entries()) {
    const start = second - (second % step);
    const row = rows.get(start) ?? { second: start, sent: 0, replies: 0, events: 0 };
    rows.set(start, {
      second: start,
      sent: row.sent + (sent[index] ?? 0),
      replies: row.replies + (replies[index] ?? 0),
      events: row.events + (events[index] ?? 0),
    });
  }
  return [...rows.values()].filter((row) => row.sent + row.replies + row.events > 0).reverse();
}
