import { isStandardCode } from '@switchboard/contract';
import type { CallRecord } from '@switchboard/router';
import { Counter, type Registry } from 'prom-client';
import type { UnknownFields } from './log-unknown-fields.ts';
import type { MetricSample, MetricValues } from './metric-values.ts';

/** Seconds: from a reply out of memory to the longest deadline. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const DURATION = 'switchboard_call_duration_seconds';

export interface CallCount {
  /** A name of the contract, or `unknown`. */
  readonly event: string;
  /** `OK` or an error code. */
  readonly code: string;
  readonly count: number;
}

/** What is counted of one event. */
class EventCounts {
  readonly byCode = new Map<string, number>();
  /** How many took as long as each bucket says, and longer than the one before it; the last took longer than all. */
  readonly byBucket: number[] = new Array(BUCKETS.length + 1).fill(0);
  seconds = 0;

  add(code: string, seconds: number): void {
    this.byCode.set(code, (this.byCode.get(code) ?? 0) + 1);
    this.seconds += seconds;
    let bucket = 0;
    while (seconds > (BUCKETS[bucket] ?? Number.POSITIVE_INFINITY)) bucket += 1;
    this.byBucket[bucket] = (this.byBucket[bucket] ?? 0) + 1;
  }
}

/**
 * Counts and times calls. What every call adds to is kept in plain numbers, of which metrics are made when somebody asks: see
 * docs/decisions/0040-calls-are-counted-in-plain-numbers.md.
 */
export class CallMetrics {
  readonly #events = new Map<string, EventCounts>();
  readonly #unheard: Counter<'event' | 'code'>;
  readonly #unknownFields: Counter<'event'>;

  constructor(registry: Registry) {
    const registers = [registry];
    const counts = () => this.counts();
    new Counter({
      name: 'switchboard_calls_total',
      help: 'Calls that settled, by event and outcome: OK or an error code.',
      labelNames: ['event', 'code'],
      registers,
      collect() {
        this.reset();
        for (const { event, code, count } of counts()) this.inc({ event, code }, count);
      },
    });
    this.#unheard = new Counter({
      name: 'switchboard_unacknowledged_failures_total',
      help: 'Calls that failed and whose caller did not ask for a reply, by event and error code.',
      labelNames: ['event', 'code'],
      registers,
    });
    this.#unknownFields = new Counter({
      name: 'switchboard_unknown_fields_total',
      help: 'Fields that are not in the contract and were left out of payloads, replies, published events and the answers to them, by event. Of one value at most 20 count.',
      labelNames: ['event'],
      registers,
    });
  }

  /** Counts a call that has settled. */
  add(record: CallRecord): void {
    const event = eventLabel(record);
    const code = codeLabel(record);
    let counts = this.#events.get(event);
    if (!counts) {
      counts = new EventCounts();
      this.#events.set(event, counts);
    }
    counts.add(code, record.duration / 1_000);
    if (!record.acked && record.error) this.#unheard.inc({ event, code });
  }

  /** Counts fields that were left out. */
  addUnknownFields({ event, dropped }: UnknownFields): void {
    this.#unknownFields.inc({ event }, dropped.length);
  }

  /** How many calls of each event settled with each code. */
  counts(): CallCount[] {
    return [...this.#events].flatMap(([event, { byCode }]) =>
      [...byCode].map(([code, count]) => ({ event, code, count })),
    );
  }

  /** How long the calls of each event took. Not in the registry: a histogram of prom-client's cannot be given counts. */
  durations(): MetricValues {
    return {
      name: DURATION,
      help: 'Seconds from the arrival of a call to its reply.',
      type: 'histogram',
      aggregator: 'sum',
      values: [...this.#events].flatMap(([event, counts]) => samples(event, counts)),
    };
  }
}

/** Clients choose the name, so that one of no contract is `unknown`. */
export function eventLabel({ event, known }: Pick<CallRecord, 'event' | 'known'>): string {
  return known ? event : 'unknown';
}

/** A code that neither the contract nor the standard has is `OTHER`. */
function codeLabel({ known, code }: CallRecord): string {
  return known || isStandardCode(code) ? code : 'OTHER';
}

/** A histogram for Prometheus: each bucket includes the smaller ones; then the sum and the count. */
function samples(event: string, { byBucket, seconds }: EventCounts): MetricSample[] {
  let count = 0;
  const buckets = byBucket.map((inBucket, index) => {
    count += inBucket;
    const labels = { le: BUCKETS[index] ?? '+Inf', event };
    return { metricName: `${DURATION}_bucket`, labels, value: count };
  });
  return [
    ...buckets,
    { metricName: `${DURATION}_sum`, labels: { event }, value: seconds },
    { metricName: `${DURATION}_count`, labels: { event }, value: count },
  ];
}
