import { CUT_REASONS, type CutReason, cutReasonOf, isCutReason } from '@switchboard/contract';

/** Why the server cut the connection, and the same in its words. */
export interface Cut {
  readonly reason: CutReason;
  readonly message: string;
}

/**
 * Reads what socket.io-client reports with a `disconnect`: of a WebSocket its close event, of polling the failed request,
 * which can be read only while its listeners run. `undefined` where the server did not cut it.
 */
export function readCut(details: unknown): Cut | undefined {
  const context = read(details, 'context');
  const reason = cutReasonOf(read(context, 'code'));
  if (reason) return { reason, message: textOf(read(context, 'reason')) ?? CUT_REASONS[reason].message };
  const body = parse(read(context, 'responseText'));
  const name = read(body, 'cut');
  if (isCutReason(name)) {
    return { reason: name, message: textOf(read(body, 'message')) ?? CUT_REASONS[name].message };
  }
  // Engine.IO answers so itself, without a body.
  const isTooLarge = read(details, 'description') === CUT_REASONS.packet_too_large.status;
  return isTooLarge
    ? { reason: 'packet_too_large', message: CUT_REASONS.packet_too_large.message }
    : undefined;
}

function parse(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
