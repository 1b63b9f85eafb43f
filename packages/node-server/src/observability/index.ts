export { type CallCount } from './call-metrics.ts';
export { type ReadinessCheck, hangUpWhile, health } from './health.ts';
export { logCalls } from './log-calls.ts';
export { type UnknownFields, logUnknownFields } from './log-unknown-fields.ts';
export { createLogger } from './logger.ts';
export { metricsPage } from './metrics-page.ts';
export { type MetricValues, type Metrics, createMetrics } from './metrics.ts';
export { watchDoor } from './watch-door.ts';
