export type { CallCount } from './call-metrics.ts';
export { hangUpWhile, health, type ReadinessCheck } from './health.ts';
export { createLogger } from './logger.ts';
export { createMetrics, type Metrics, type MetricValues } from './metrics.ts';
export { metricsPage } from './metrics-page.ts';
export { type CallObserver, observeCalls } from './observe-calls.ts';
