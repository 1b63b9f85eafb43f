import { cutReasonOf, type ErrorBody, isCutReason } from '@switchboard/contract';
import type { ConnectionProblem } from './connection-state.ts';

/** What socket.io-client hands to `connect_error`: its own errors carry these, a server's refusal carries `data`. */
export interface ConnectError extends Error {
  readonly description?: unknown;
  readonly context?: unknown;
  readonly data?: unknown;
}

// In short: `@switchboard/client/devtools` explains more, and gives advice.

/** Says why a connection could not be made. */
export function explainConnectError(error: ConnectError, url: string): ConnectionProblem {
  const refusal = asErrorBody(error.data);
  const { message } = refusal ?? error;
  const explanation = refusal ? message : explainBareError(error, url);
  return withCause({ message, explanation, ...(refusal && { error: refusal }) }, error);
}

/** Adds the cause as Errors have theirs: it is not enumerable, so that what remains is plain data. */
export function withCause(problem: ConnectionProblem, cause: Error): ConnectionProblem {
  return Object.defineProperty(problem, 'cause', { value: cause });
}

function explainBareError(error: ConnectError, url: string): string {
  const { message } = error;
  if (message === 'Invalid namespace') {
    const slash = url.endsWith('/') ? 'leave out the slash at its end, or ' : '';
    return `The server at ${url} does not serve this namespace: ${slash}check the namespace, the path behind the host in the URL.`;
  }
  // A middleware may refuse without a typed error; only then there is a word of the server, and no transport at fault.
  if ('data' in error) return `The server refused this client: ${message}`;
  return `${url} cannot be reached (${message}): check that the URL is right (http or https), the server runs and its certificate is trusted.`;
}

/** Says why a connection that stood is gone; `details` is what socket.io-client has beside the reason. */
export function explainDisconnect(reason: string, details?: unknown): ConnectionProblem {
  return explainCut(details) ?? { message: reason, explanation: `The connection was lost: ${reason}.` };
}

function asErrorBody(data: unknown): ErrorBody | undefined {
  const { code, message } = Object(data) as Partial<ErrorBody>;
  return typeof code === 'string' && typeof message === 'string' ? (data as ErrorBody) : undefined;
}

/**
 * Says why the server cut the connection, in its words. `details` is what socket.io-client reports with a `disconnect`: of a
 * WebSocket its close event, of polling the failed request, which can be read only while its listeners run. `undefined` where
 * the server did not cut it.
 */
function explainCut(details: unknown): ConnectionProblem | undefined {
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
