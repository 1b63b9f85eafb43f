import {
  type Contract,
  declaredPart,
  type EventError,
  ownValue,
  parseCallMeta,
  redact,
  redactReply,
} from '@switchboard/contract';
import type { CallFailure, CallRecord } from '@switchboard/router';
import type { Logger } from 'pino';
import { clip } from './clip.ts';
import { limitLines } from './limit-lines.ts';

export interface CallLogOptions {
  readonly contract: Contract;
  /** Whether the line has the payload and the reply of a known event: cut to size, without fields that the contract does not name or marks as secret. */
  readonly payloads: boolean;
}

export interface CallLog {
  /**
   * Writes one structured line for a call. A failure of the server is an `error` line with its cause and stack. Where the log has
   * failures alone, it has at most ten lines a second of each code.
   */
  readonly onSettled: (record: CallRecord) => void;
  /** Writes an `error` line for a failure that no line of a call has, such as one that came after the reply. */
  readonly onFailure: (failure: CallFailure) => void;
}

/** Logs the calls of a contract. */
export function logCalls(logger: Logger, { contract, payloads }: CallLogOptions): CallLog {
  const logged = new WeakSet<EventError>();
  const write = limitLines(logger);
  return {
    onSettled: (record) => {
      const level = levelOf(record);
      if (!logger.isLevelEnabled(level)) return;
      const { event, code, duration, socketId, acked, error, call } = record;
      const meta = parseCallMeta(call.meta);
      // Written out: each spread would take as long as the rest of the line.
      const line = {
        event,
        code,
        ms: Math.round(duration * 100) / 100,
        socketId,
        acked,
        callId: meta.ok ? meta.value.id : undefined,
        trace: meta.ok ? meta.value.trace : undefined,
        err: level === 'error' ? (error?.cause ?? error) : undefined,
      };
      if (payloads && record.known) Object.assign(line, contentOf(record, contract));
      // Without lines of calls that went well, those that did not are no log of all calls, and anybody can cause them.
      if (level === 'info' || logger.isLevelEnabled('info')) logger[level](line, 'call');
      else write({ level, msg: 'call', reason: code }, line);
      if (level === 'error' && error) logged.add(error);
    },
    onFailure: ({ event, socketId, error }) => {
      if (logged.has(error)) return;
      const { code } = error;
      const line = { event, code, socketId, err: error.cause ?? error };
      write({ level: 'error', msg: 'A call failed', reason: code }, line);
    },
  };
}

/** Codes whose cause is a fault of the server. */
const SERVER_FAILURES: ReadonlySet<string> = new Set([
  'INTERNAL_SERVER_ERROR',
  'REPLY_INVALID',
  'SERVICE_UNAVAILABLE',
]);

function levelOf({ code, acked, error }: CallRecord): 'error' | 'warn' | 'info' {
  if (SERVER_FAILURES.has(code)) return 'error';
  return !acked && error ? 'warn' : 'info';
}

function contentOf({ event, call, reply }: CallRecord, contract: Contract): object {
  const spec = ownValue(contract.clientEventMap, event);
  const payload = redact(spec?.payload, declaredPart(spec?.payload, call.payload));
  return { payload: clip(payload), reply: clip(redactReply(spec, reply)) };
}
