import { type ErrorBody, ownValue } from '@switchboard/contract';
import type { ConnectionProblem } from './connection-state.ts';
import { readCut } from './explain-cut.ts';

/** What socket.io-client hands to `connect_error`: its own errors carry these, a server's refusal carries `data`. */
export interface ConnectError extends Error {
  readonly description?: unknown;
  readonly context?: unknown;
  readonly data?: unknown;
}

/** Says in plain words why a connection could not be made, and what to change. */
export function explainConnectError(error: ConnectError, url: string): ConnectionProblem {
  const { message } = error;
  const refusal = asErrorBody(error.data);
  return withCause(
    refusal
      ? { message: refusal.message, explanation: explainRefusal(refusal), error: refusal }
      : { message, explanation: explainBareError(error, url) },
    error,
  );
}

/** Adds the cause as Errors have theirs: it is not enumerable, so that what remains is plain data. */
export function withCause(problem: ConnectionProblem, cause: Error): ConnectionProblem {
  return Object.defineProperty(problem, 'cause', { value: cause });
}

/** In short: `@switchboard/client/devtools` says more of what no transport got through. */
function explainBareError(error: ConnectError, url: string): string {
  const { message } = error;
  if (message === 'Invalid namespace') {
    return `The server at ${url} does not serve this namespace: check the namespace, the path behind the host in the URL.`;
  }
  // A middleware may refuse without a typed error; only then there is a word of the server, and no transport at fault.
  if ('data' in error) return `The server refused this client: ${message}`;
  return `${url} cannot be reached (${message}): check the URL, that the server runs, and that its certificate is trusted. ${adviseScheme(url)}`;
}

/** The other scheme, as browsers do not say that it is the reason. */
export function adviseScheme(url: string): string {
  return url.startsWith('http:')
    ? 'If it speaks HTTPS, write https:// in the URL.'
    : 'If it speaks plain HTTP, write http:// in the URL.';
}

/** Says in plain words why a connection that stood is gone; `details` is what socket.io-client has beside the reason. */
export function explainDisconnect(reason: string, details?: unknown): ConnectionProblem {
  const cut = readCut(details);
  if (cut) {
    const { message } = cut;
    return { message, explanation: `The server cut the connection: ${message}.`, cut: cut.reason };
  }
  return {
    message: reason,
    explanation: ownValue(DISCONNECT_REASONS, reason) ?? `The connection was lost: ${reason}.`,
  };
}

/** Source: https://socket.io/docs/v4/client-socket-instance/#disconnect */
const CUT_OFF = 'The server went away, or the network was cut.';
const DISCONNECT_REASONS: Readonly<Record<string, string>> = {
  'forced close': 'This end closed the connection, and makes a new one.',
  'io server disconnect': 'The server closed this connection on purpose: connect again by hand.',
  'ping timeout': 'The server was silent for longer than the heartbeat allows.',
  'transport close': CUT_OFF,
  'transport error': CUT_OFF,
  'parse error': 'The server sent a packet that is not Socket.IO.',
};

function explainRefusal({ code, message }: ErrorBody): string {
  const advice = ownValue(ADVICE, code);
  return advice ? `${message} ${advice}` : message;
}

const LATER = 'Nothing is wrong at this end: connect again later.';
const BY_ITSELF = 'Nothing is wrong at this end: it is tried again by itself.';

/** What to do about a refusal with one of the standard codes; what a token or a limit wants, the server itself says. */
const ADVICE: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'Correct the auth, and use the same version of the contract at both ends.',
  FORBIDDEN: 'This identity may not connect here: use another token.',
  INTERNAL_SERVER_ERROR: LATER,
  SERVICE_UNAVAILABLE: BY_ITSELF,
  TIMEOUT: BY_ITSELF,
};

function asErrorBody(data: unknown): ErrorBody | undefined {
  if (typeof data !== 'object' || data === null || !('code' in data) || !('message' in data))
    return undefined;
  return typeof data.code === 'string' && typeof data.message === 'string' ? (data as ErrorBody) : undefined;
}
