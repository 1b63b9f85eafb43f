import type { LinkAnswer, LinkMessage } from '../clients/link.ts';
import { LatencyHistogram } from './latency-histogram.ts';

/** Which client's traffic, and of which event; a part that is left out stands for all. */
export interface StatsFilter {
  readonly clientId?: string | undefined;
  readonly event?: string | undefined;
}

/** Messages by the second, oldest first. */
export interface Rates {
  /** Seconds since the epoch. */
  readonly seconds: readonly number[];
  readonly sent: readonly number[];
  readonly replies: readonly number[];
  readonly events: readonly number[];
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
  readonly sent: SecondRing;
  readonly replies: SecondRing;
  readonly events: SecondRing;
  readonly latencies: LatencyHistogram;
  calls: number;
  unanswered: number;
}

/** A server may make up any number of names, of any length; the console counts this many, for all clients together. */
const MAX_SERIES = 300;
const MAX_NAME = 200;
const OTHER = 'other events';

/**
 * What all clients sent and got, in numbers: nothing of the traffic itself is kept, so it also knows what the log had
 * to drop. It notifies nobody of changes; what shows them reads them when it paints.
 */
export class TrafficStats {
  #series = new Map<string, Series>();

  readonly add = (clientId: string, message: LinkMessage): void => {
    if (message.kind === 'answered') return;
    const { event } = message.kind === 'settled' ? message.sent : message;
    const series = this.#find(clientId, event.slice(0, MAX_NAME));
    if (message.kind === 'event') series.events.add(secondOf(message.at));
    else if (message.kind === 'settled') addAnswer(series, message.answer);
    else series.sent.add(secondOf(message.at));
  };

  /** Forgets everything. */
  readonly reset = (): void => {
    this.#series = new Map();
  };

  /** The names of the events that were seen, sorted. */
  events(): string[] {
    return [...new Set([...this.#series.values()].map(({ event }) => event))].sort();
  }

  /** The `count` seconds before `now`, in milliseconds since the epoch; the second that still runs is not among them. */
  rates(filter: StatsFilter, { now, count }: { now: number; count: number }): Rates {
    const chosen = this.#choose(filter);
    const end = Math.floor(now / 1_000);
    const seconds = Array.from({ length: count }, (_, index) => end - count + index);
    const sum = (ring: 'sent' | 'replies' | 'events'): number[] =>
      seconds.map((second) => chosen.reduce((total, series) => total + series[ring].at(second), 0));
    return { seconds, sent: sum('sent'), replies: sum('replies'), events: sum('events') };
  }

  /** How long the calls of each event took since the start, by the event's name. */
  latencies(filter: StatsFilter): EventLatency[] {
    const byEvent = new Map<string, { latencies: LatencyHistogram; unanswered: number }>();
    for (const { event, latencies, unanswered, calls } of this.#choose(filter)) {
      if (calls === 0) continue;
      const sum = byEvent.get(event) ?? { latencies: new LatencyHistogram(), unanswered: 0 };
      sum.latencies.merge(latencies);
      sum.unanswered += unanswered;
      byEvent.set(event, sum);
    }
    return [...byEvent]
      .map(([event, sum]) => ({ event, ...sum }))
      .sort((a, b) => (a.event < b.event ? -1 : 1));
  }

  #choose({ clientId, event }: StatsFilter): Series[] {
    return [...this.#series.values()].filter(
      (series) =>
        (clientId === undefined || series.clientId === clientId) &&
        (event === undefined || series.event === event),
    );
  }

  #find(clientId: string, event: string): Series {
    const key = `${clientId} ${event}`;
    const known = this.#series.get(key);
    if (known) return known;
    if (event !== OTHER && this.#series.size >= MAX_SERIES) return this.#find(clientId, OTHER);
    const series: Series = {
      clientId,
      event,
      sent: new SecondRing(),
      replies: new SecondRing(),
      events: new SecondRing(),
      latencies: new LatencyHistogram(),
      calls: 0,
      unanswered: 0,
    };
    this.#series.set(key, series);
    return series;
  }
}

function addAnswer(series: Series, { at, by, outcome, latency, late }: LinkAnswer): void {
  // It was settled before.
  if (late) return;
  series.calls += 1;
  // The server may reply TIMEOUT or DISCONNECTED, too: then the latency only says how long it waited.
  if (by === 'client' || outcome === 'TIMEOUT' || outcome === 'DISCONNECTED') {
    series.unanswered += 1;
    return;
  }
  series.replies.add(secondOf(at));
  series.latencies.add(latency);
}

function secondOf(at: number): number {
  return Math.floor(at / 1_000);
}

/** How many seconds back the console counts. */
export const KEPT_SECONDS = 300;

/** Counts by the second, for the last five minutes; older ones are forgotten. */
class SecondRing {
  readonly #counts = new Uint32Array(KEPT_SECONDS);
  readonly #seconds = new Float64Array(KEPT_SECONDS);

  /** Counts one in this second since the epoch. */
  add(second: number): void {
    const slot = second % KEPT_SECONDS;
    if (this.#seconds[slot] === second) this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    else if (second > (this.#seconds[slot] ?? 0)) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 1;
    }
  }

  /** The count of this second; 0 for one that is forgotten. */
  at(second: number): number {
    const slot = second % KEPT_SECONDS;
    return this.#seconds[slot] === second ? (this.#counts[slot] ?? 0) : 0;
  }
}
