import { type Contract, parseCallMeta, redact, redactReply } from '@switchboard/contract';
import type { CallRecord } from '@switchboard/router';
import type { Logger } from 'pino';
import { clip } from './clip.ts';

export interface CallLogOptions {
  readonly contract: Contract;
  /** Whether the line has the payload and the reply of a known event: cut to size, and without what is marked secret. */
  readonly payloads: boolean;
}

/** One structured line a call. Failures that are ours come with their cause. */
export function logCalls(
  logger: Logger,
  { contract, payloads }: CallLogOptions,
): (record: CallRecord) => void {
  return (record) => {
    const level = levelOf(record);
    if (!logger.isLevelEnabled(level)) return;
    const { event, code, duration, socketId, acked, error, call } = record;
    const meta = parseCallMeta(call.meta);
    const line = {
      event,
      code,
      ms: Math.round(duration * 100) / 100,
      socketId,
      acked,
      ...(meta.ok && { callId: meta.value.id, trace: meta.value.trace }),
      ...(payloads && record.known && contentOf(record, contract)),
      ...(level === 'error' && { err: error?.cause }),
    };
    logger[level](line, 'call');
  };
}

function levelOf({ code, acked, error }: CallRecord): 'error' | 'warn' | 'info' {
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'SERVICE_UNAVAILABLE') return 'error';
  return !acked && error ? 'warn' : 'info';
}

function contentOf({ event, call, reply }: CallRecord, contract: Contract): object {
  const spec = contract.clientEventMap[event];
  return { payload: clip(redact(spec?.payload, call.payload)), reply: clip(redactReply(spec, reply)) };
}
