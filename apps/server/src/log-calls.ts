import type { CallRecord } from '@switchboard/router';
import type { Logger } from 'pino';

/** One structured line a call; payloads are never in it. Failures that are ours come with their cause. */
export function logCalls(logger: Logger): (record: CallRecord) => void {
  return ({ event, code, duration, socketId, acked, error }) => {
    const line = { event, code, ms: Math.round(duration * 100) / 100, socketId, acked };
    if (code === 'INTERNAL_SERVER_ERROR' || code === 'SERVICE_UNAVAILABLE')
      logger.error({ ...line, err: error?.cause }, 'call');
    else if (!acked && error) logger.warn(line, 'call');
    else logger.info(line, 'call');
  };
}
