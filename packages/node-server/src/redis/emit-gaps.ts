import type { Logger } from 'pino';
import type { Metrics } from '../observability/metrics.ts';
import type { GapReason } from '../redis/stream-reader.ts';
import type { Server } from './socket-server.ts';

/** Emits `system:gap` to every client of this server, counts and logs that events of other servers may have been lost. */
export function emitGaps(
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
