import { cutReasonOf, isCutReason } from '@switchboard/contract';
import type { ConnectionProblem } from './connection-state.ts';

/**
 * Says why the server cut the connection, in its words. `details` is what socket.io-client reports with a `disconnect`: of a
 * WebSocket its close event, of polling the failed request, which can be read only while its listeners run. `undefined` where
 * the server did not cut it.
 */
export function explainCut(details: unknown): ConnectionProblem | undefined {
  const { description, context = {} } = Object(details) as Details;
  const body = parse(context.responseText);
  // Engine.IO answers with 413 itself, without a body.
  const cut = cutReasonOf(context.code) ?? (description === 413 ? 'packet_too_large' : body.cut);
  if (!isCutReason(cut)) return undefined;
  const words = context.reason || body.message;
  // WebSocket has no words for codes of its own.
  const message = typeof words === 'string' ? words : cut.replaceAll('_', ' ');
  return { message, explanation: `The server cut the connection: ${message}.`, cut };
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
