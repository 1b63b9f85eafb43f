import { groupBy } from '../lib/group-by.ts';
import type { LinkAnswer, LinkMessage } from '../links/link.ts';
import { SHELL } from '../texts/shell.ts';
import { LatencyHistogram } from './latency-histogram.ts';

/** Which client's traffic, and of which event; a part that is empty or left out stands for all. */
export interface StatsFilter {
  readonly clientId?: string;
  readonly event?: string;
}

/** How many messages there were. */
interface Counts {
  sent: number;
  replies: number;
  events: number;
}

/** How many there were in a second, or in some seconds together. */
export interface RateRow extends Readonly<Counts> {
  /** When it began, in seconds since the epoch. */
  readonly second: number;
}

/** What came and went, summed up. */
export function rateRow(second: number, counts: readonly Readonly<Counts>[]): RateRow {
  const sum = (what: keyof Counts): number => counts.reduce((total, one) => total + one[what], 0);
  return { second, sent: sum('sent'), replies: sum('replies'), events: sum('events') };
}

export interface EventLatency {
  readonly event: string;
  readonly latencies: LatencyHistogram;
  /** Calls that settled without a reply of the server. */
  readonly unanswered: number;
}

interface Series {
  readonly clientId: string;
  readonly event: string;
  /** By the second since the epoch, at most `KEPT_SECONDS` of them. */
  readonly seconds: Map<number, Counts>;
  readonly latencies: LatencyHistogram;
  unanswered: number;
}

/** How many seconds back the console counts. */
export const KEPT_SECONDS = 300;

/** A server may make up any number of names, of any length; the console counts this many pairs of a client and a name. */
const MAX_SERIES = 300;
const MAX_NAME = 200;
const OTHER = SHELL.otherEvents;

/**
 * What all clients sent and got, in numbers: nothing of the traffic itself is kept, so it also knows what the log had
 * to drop. It notifies nobody of changes; what shows them reads them when it paints.
 */
export class TrafficStats {
  readonly #series = new Map<string, Series>();

  add(clientId: string, message: LinkMessage): void {
    if (message.kind === 'answered') return;
    const { event } = message.kind === 'settled' ? message.sent : message;
    const series = this.#find(clientId, event.slice(0, MAX_NAME));
    if (message.kind === 'event') count(series, message.at, 'events');
    else if (message.kind === 'settled') addAnswer(series, message.answer);
    else count(series, message.at, 'sent');
  }

  reset(): void {
    this.#series.clear();
  }

  /** The names of the events that were seen, sorted. */
  events(): string[] {
    return [...new Set([...this.#series.values()].map(({ event }) => event))].sort();
  }

  /** The `count` seconds before `now`, in milliseconds since the epoch, oldest first; the second that still runs is not among them. */
  rates(filter: StatsFilter, { now, count: length }: { now: number; count: number }): RateRow[] {
    const chosen = this.#choose(filter);
    const end = Math.floor(now / 1_000);
    return Array.from({ length }, (_, index) => {
      const second = end - length + index;
      const counts = chosen.flatMap(({ seconds }) => seconds.get(second) ?? []);
      return rateRow(second, counts);
    });
  }

  /** How long the calls of each event took since the start, by the event's name. */
  latencies(filter: StatsFilter): EventLatency[] {
    const called = this.#choose(filter).filter(
      ({ latencies, unanswered }) => latencies.total + unanswered > 0,
    );
    return [...groupBy(called, ({ event }) => event)]
      .map(([event, series]) => {
        const latencies = new LatencyHistogram();
        for (const one of series) latencies.merge(one.latencies);
        return { event, latencies, unanswered: series.reduce((sum, one) => sum + one.unanswered, 0) };
      })
      .sort((a, b) => (a.event < b.event ? -1 : 1));
  }

  #choose({ clientId, event }: StatsFilter): Series[] {
    return [...this.#series.values()].filter(
      (series) => (!clientId || series.clientId === clientId) && (!event || series.event === event),
    );
  }

  #find(clientId: string, event: string): Series {
    const key = `${clientId} ${event}`;
    const known = this.#series.get(key);
    if (known) return known;
    if (event !== OTHER && this.#series.size >= MAX_SERIES) return this.#find(clientId, OTHER);
    const latencies = new LatencyHistogram();
    const series: Series = { clientId, event, seconds: new Map(), latencies, unanswered: 0 };
    this.#series.set(key, series);
    return series;
  }
}

function addAnswer(series: Series, { at, by, outcome, latency, late }: LinkAnswer): void {
  // It was settled before.
  if (late) return;
  // The server may reply TIMEOUT or DISCONNECTED, too: then the latency only says how long it waited.
  if (by === 'client' || outcome === 'TIMEOUT' || outcome === 'DISCONNECTED') {
    series.unanswered += 1;
    return;
  }
  count(series, at, 'replies');
  series.latencies.add(latency);
}

function count({ seconds }: Series, at: number, what: keyof Counts): void {
  const second = Math.floor(at / 1_000);
  const counts = seconds.get(second) ?? { sent: 0, replies: 0, events: 0 };
  counts[what] += 1;
  seconds.set(second, counts);
  for (const oldest of seconds.keys()) {
    if (seconds.size <= KEPT_SECONDS) break;
    seconds.delete(oldest);
  }
}
