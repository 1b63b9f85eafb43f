import { type CutReason, cutReasonOf, isCutReason } from '@switchboard/contract';

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
  const { description, context = {} } = (details ?? {}) as Details;
  const body = parse(context.responseText);
  // Engine.IO answers with 413 itself, without a body.
  const reason = cutReasonOf(context.code) ?? (description === 413 ? 'packet_too_large' : body.cut);
  if (!isCutReason(reason)) return undefined;
  const words = context.reason || body.message;
  // WebSocket has no words for codes of its own.
  return { reason, message: typeof words === 'string' ? words : reason.replaceAll('_', ' ') };
}

interface Details {
  readonly description?: unknown;
  readonly context?: {
    readonly code?: unknown;
    readonly reason?: unknown;
    readonly responseText?: unknown;
  };
}

function parse(text: unknown): { readonly cut?: unknown; readonly message?: unknown } {
  try {
    return Object(JSON.parse(String(text)));
  } catch {
    return {};
  }
}
