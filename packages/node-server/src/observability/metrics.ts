import type { CallRecord } from '@switchboard/router';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type CallCount, CallMetrics, eventLabel } from './call-metrics.ts';
import { type CertificateMetrics, createCertificateMetrics } from './certificate-metrics.ts';
import type { UnknownFields } from './log-unknown-fields.ts';
import { type MetricValues, metricsText, withLabels } from './metric-values.ts';

/** What a server counts and measures, for Prometheus. Labels are only names of the contract, so they are bounded. */
export interface Metrics {
  /** Counts a call that has settled. */
  readonly onSettled: (record: CallRecord) => void;
  /** Counts fields that were left out because the contract does not name them. */
  readonly onUnknownFields: (fields: UnknownFields) => void;
  /** Counts a result that came after its call had settled. */
  readonly onLate: (record: Pick<CallRecord, 'event' | 'known'>) => void;
  /** Counts a connection that was refused; `reason` is one of a few words. */
  readonly onRefused: (reason: string) => void;
  /** Counts a connection that the server closed; `reason` is one of a few words. */
  readonly onCut: (reason: string) => void;
  /** Counts each time that events of other servers may have been lost; `reason` is one of a few words. */
  readonly onGap: (reason: string) => void;
  /** Sets what the gauges are read from; they are 0 until then. */
  measure(gauges: Gauges): void;
  /** How many calls of each event settled with each code since the start. */
  calls(): CallCount[];
  readonly certificate: CertificateMetrics;
  /** Everything as data, for the primary of several workers. */
  values(): Promise<MetricValues[]>;
  readonly contentType: string;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
}

/** What is read each time that the metrics are asked for. */
export interface Gauges {
  readonly connectedSockets: () => number;
  readonly callsInFlight: () => number;
}

/** Makes metrics that count for themselves, with those of the process. `worker` is a label of all of them. */
export function createMetrics(worker?: number): Metrics {
  const registry = new Registry();
  const labels = worker === undefined ? {} : { worker: String(worker) };
  registry.setDefaultLabels(labels);
  const registers = [registry];
  let gauges: Gauges = { connectedSockets: () => 0, callsInFlight: () => 0 };
  collectDefaultMetrics({ register: registry });

  const calls = new CallMetrics(registry);
  const late = new Counter({
    name: 'switchboard_late_results_total',
    help: 'Results that came after their call had settled, and were dropped, by event.',
    labelNames: ['event'],
    registers,
  });
  const refused = new Counter({
    name: 'switchboard_refused_connections_total',
    help: 'Connections and requests that were not let in, by reason: a limit, foreign_origin, foreign_certificate, what was wrong with a PROXY header, or an error code.',
    labelNames: ['reason'],
    registers,
  });
  const cut = new Counter({
    name: 'switchboard_closed_connections_total',
    help: 'Connections that the server cut, by reason: the names in docs/errors.md.',
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
      this.set(gauges.callsInFlight());
    },
  });
  new Gauge({
    name: 'switchboard_connected_sockets',
    help: 'Sockets that are connected.',
    registers,
    collect() {
      this.set(gauges.connectedSockets());
    },
  });

  const values = async (): Promise<MetricValues[]> => [
    ...(await registry.getMetricsAsJSON()),
    withLabels(calls.durations(), labels),
  ];
  return {
    onSettled: (record) => calls.add(record),
    onUnknownFields: (fields) => calls.addUnknownFields(fields),
    onLate: (record) => late.inc({ event: eventLabel(record) }),
    onRefused: (reason) => refused.inc({ reason }),
    onCut: (reason) => cut.inc({ reason }),
    onGap: (reason) => gaps.inc({ reason }),
    measure: (sources) => {
      gauges = sources;
    },
    calls: () => calls.counts(),
    certificate: createCertificateMetrics(registry),
    values,
    contentType: registry.contentType,
    text: async () => metricsText([await values()]),
  };
}
