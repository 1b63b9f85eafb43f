import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import type { GapReason } from '../redis/stream-reader.ts';
import type { Server } from './socket-server.ts';

/** Tells every client of this server that events of other servers may have been lost, and counts and logs it. */
export function tellGaps(
  io: Server,
  logger: Logger,
  metrics: Pick<Metrics, 'onGap'>,
): (reason: GapReason) => void {
  return (reason) => {
    logger.warn({ reason }, 'Events of other servers may have been lost');
    metrics.onGap(reason);
    io.local.emit('system:gap', { reason });
  };
}
