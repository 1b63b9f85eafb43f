export type { CallCount } from './call-metrics.ts';
export { hangUpWhile, health, type ReadinessCheck } from './health.ts';
export { createLogger } from './logger.ts';
export type { MetricSample, MetricValues } from './metric-values.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { metricsPage } from './metrics-page.ts';
export { type CallObserver, observeCalls } from './observe-calls.ts';
