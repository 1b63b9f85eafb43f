import { AggregatorRegistry } from 'prom-client';

/** One metric of a process with its values, as data. */
export interface MetricValues {
  readonly name: string;
  readonly help: string;
  readonly type: unknown;
  /** How prom-client joins equal labels of several processes. */
  readonly aggregator: string;
  readonly values: readonly MetricSample[];
}

export interface MetricSample {
  /** If it is not that of the metric, such as that of a bucket. */
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
  readonly value: number;
}

/** The metrics of one process, or of several that each have a label of their own, in the text format of Prometheus. */
export function metricsText(processes: readonly (readonly MetricValues[])[]): Promise<string> {
  return AggregatorRegistry.aggregate(processes.map(keepAll)).metrics();
}

/** prom-client leaves out what makes no sense as a sum; as each process has its label, nothing is summed. */
function keepAll(metrics: readonly MetricValues[]): MetricValues[] {
  return metrics.map((metric) =>
    metric.aggregator === 'omit' ? { ...metric, aggregator: 'first' } : metric,
  );
}

/** The same metric with these labels beside those that each value has. */
export function withLabels(metric: MetricValues, more: MetricSample['labels']): MetricValues {
  const values = metric.values.map((sample) => ({ ...sample, labels: { ...sample.labels, ...more } }));
  return { ...metric, values };
}
