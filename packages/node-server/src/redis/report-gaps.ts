import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import type { GapReason } from './stream-reader.ts';

/** Counts and logs that events of other servers may have been lost, and lets `emit` report it to the clients of this one. */
export function reportGaps(
  logger: Logger,
  metrics: Pick<Metrics, 'onGap'>,
  emit: (reason: GapReason) => void,
): (reason: GapReason) => void {
  return (reason) => {
    logger.warn({ reason }, 'Events of other servers may have been lost');
    metrics.onGap(reason);
    emit(reason);
  };
}
