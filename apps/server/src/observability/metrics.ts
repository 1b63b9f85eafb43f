import { isStandardCode } from '@switchboard/contract';
import type { CallRecord } from '@switchboard/router';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type CertificateMetrics, createCertificateMetrics } from './certificate-metrics.ts';

/** What a server counts and measures, for Prometheus. Labels are only names of the contract, so they are bounded. */
export interface Metrics {
  /** Told of every call once it settled. */
  readonly onSettled: (record: CallRecord) => void;
  /** Told of every result that came after its call had settled. */
  readonly onLate: (record: Pick<CallRecord, 'event' | 'known'>) => void;
  /** Told of every connection that was not let in, and of every one that was cut; `reason` is one of a few words. */
  readonly onRefused: (reason: string) => void;
  readonly onCut: (reason: string) => void;
  /** Told of every time that events of other servers may have been lost; `reason` is one of a few words. */
  readonly onGap: (reason: string) => void;
  /** How many calls of each event settled with each code since the start. */
  calls(): Promise<CallCount[]>;
  readonly certificate: CertificateMetrics;
  /** Everything, as the primary wants it. */
  values(): Promise<MetricValues[]>;
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
}

export type MetricValues = Awaited<ReturnType<Registry['getMetricsAsJSON']>>[number];

export interface CallCount {
  /** A name of the contract, or `unknown`. */
  readonly event: string;
  /** `OK` or an error code. */
  readonly code: string;
  readonly count: number;
}

/** Seconds: from a reply out of memory to the longest deadline. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What is read at the moment when someone looks. */
export interface Gauges {
  readonly connectedSockets: () => number;
  readonly callsInFlight: () => number;
}

/** `worker` becomes a label of everything. */
export function createMetrics({ connectedSockets, callsInFlight }: Gauges, worker?: number): Metrics {
  const registry = new Registry();
  if (worker !== undefined) registry.setDefaultLabels({ worker: String(worker) });
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const calls = new Counter({
    name: 'switchboard_calls_total',
    help: 'Calls that settled, by event and outcome: OK or an error code.',
    labelNames: ['event', 'code'],
    registers,
  });
  const durations = new Histogram({
    name: 'switchboard_call_duration_seconds',
    help: 'Seconds from the arrival of a call to its reply.',
    labelNames: ['event'],
    buckets: BUCKETS,
    registers,
  });
  const late = new Counter({
    name: 'switchboard_late_results_total',
    help: 'Results that came after their call had settled, and were dropped, by event.',
    labelNames: ['event'],
    registers,
  });
  const unheard = new Counter({
    name: 'switchboard_unacknowledged_failures_total',
    help: 'Calls that failed and whose caller did not ask for a reply, by event and error code.',
    labelNames: ['event', 'code'],
    registers,
  });
  const refused = new Counter({
    name: 'switchboard_refused_connections_total',
    help: 'Connections and requests that were not let in, by reason: a limit, foreign_origin, foreign_certificate or an error code.',
    labelNames: ['reason'],
    registers,
  });
  const cut = new Counter({
    name: 'switchboard_closed_connections_total',
    help: 'Connections that the server cut, by reason: slow_reader or flood.',
    labelNames: ['reason'],
    registers,
  });
  const gaps = new Counter({
    name: 'switchboard_gaps_total',
    help: 'Times that events of other servers may have been lost, by reason: stalled, store-restarted or not-sent.',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'switchboard_calls_in_flight',
    help: 'Calls that have begun and not settled yet.',
    registers,
    collect() {
      this.set(callsInFlight());
    },
  });
  new Gauge({
    name: 'switchboard_connected_sockets',
    help: 'Sockets that are connected.',
    registers,
    collect() {
      this.set(connectedSockets());
    },
  });

  return {
    onSettled: (record) => {
      const labels = labelsOf(record);
      calls.inc(labels);
      durations.observe({ event: labels.event }, record.duration / 1_000);
      if (!record.acked && record.error) unheard.inc(labels);
    },
    onLate: (record) => late.inc({ event: eventLabel(record) }),
    onRefused: (reason) => refused.inc({ reason }),
    onCut: (reason) => cut.inc({ reason }),
    onGap: (reason) => gaps.inc({ reason }),
    calls: async () => {
      const { values } = await calls.get();
      return values.map(({ labels, value }) => ({
        event: String(labels.event),
        code: String(labels.code),
        count: value,
      }));
    },
    certificate: createCertificateMetrics(registry),
    values: () => registry.getMetricsAsJSON(),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** A name off the wire could be anything. */
function eventLabel({ event, known }: Pick<CallRecord, 'event' | 'known'>): string {
  return known ? event : 'unknown';
}

/** So could the code of a call that the contract does not hold to account. */
function labelsOf(record: CallRecord): { event: string; code: string } {
  const code = record.known || isStandardCode(record.code) ? record.code : 'OTHER';
  return { event: eventLabel(record), code };
}
