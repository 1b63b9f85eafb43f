import type { ErrorBody } from '@switchboard/contract';
import type { ConnectionProblem } from './connection-state.ts';

/** What socket.io-client hands to `connect_error`: its own errors carry these, a server's refusal carries `data`. */
interface ConnectError extends Error {
  readonly description?: unknown;
  readonly context?: unknown;
  readonly data?: unknown;
}

/** Says in plain words why a connection could not be made, and what to change. */
export function explainConnectError(error: ConnectError, url: string): ConnectionProblem {
  const refusal = asErrorBody(error.data);
  if (refusal) return { message: refusal.message, explanation: explainRefusal(refusal), error: refusal };
  if (error.message === 'Invalid namespace') {
    const explanation = `The server at ${url} does not serve this namespace: check the path behind the host in the URL.`;
    return { message: error.message, explanation };
  }
  return { message: error.message, explanation: explainTransport(error, url) };
}

/** Says in plain words why a connection that stood is gone. */
export function explainDisconnect(reason: string): ConnectionProblem {
  return {
    message: reason,
    explanation: DISCONNECT_REASONS[reason] ?? `The connection was lost: ${reason}.`,
  };
}

/** Source: https://socket.io/docs/v4/client-socket-instance/#disconnect */
const DISCONNECT_REASONS: Readonly<Record<string, string>> = {
  'io server disconnect': 'The server closed this connection on purpose. Connect again by hand.',
  'ping timeout': 'The server was silent for longer than the heartbeat allows.',
  'transport close': 'The server went away, or the network was cut.',
  'transport error': 'The connection broke: the server went away, or the network was cut.',
  'parse error': 'The server sent a packet that is not Socket.IO.',
};

function explainRefusal({ code, message }: ErrorBody): string {
  if (code === 'UNAUTHORIZED') return `${message} Log in again: the token is unknown or no longer valid.`;
  if (code === 'BAD_REQUEST') return `${message} Use the same version of the contract at both ends.`;
  return message;
}

function explainTransport(error: ConnectError, url: string): string {
  const status = statusOf(error);
  if (status === 404)
    return `${url} answers, but not with Socket.IO: check the path (the default is /socket.io/).`;
  if (status === 403) return `${url} does not allow this page's origin: add it to ALLOWED_ORIGINS.`;
  if (status === 400) return `${url} refused the handshake: check the protocol version and the transports.`;
  if (status !== undefined && status >= 500)
    return `The server behind ${url} is not running, or failed (HTTP ${status}).`;
  const detail = describe(error);
  if (/certificate|self-signed|issuer/i.test(detail)) {
    return `The certificate of ${url} is not trusted: trust the development CA (${detail}).`;
  }
  if (/refused/i.test(detail)) return `Nothing listens at ${url}: start the server, or correct the port.`;
  if (/ENOTFOUND|EAI_AGAIN/.test(detail)) return `The host of ${url} is not known: correct the URL.`;
  if (error.message === 'timeout') return `${url} did not answer in time.`;
  return `${url} cannot be reached: check that the server runs, the port, and that its certificate is trusted (open the URL once in this browser).`;
}

function statusOf({ description, context }: ConnectError): number | undefined {
  return [description, read(context, 'status')].find(
    (status): status is number => typeof status === 'number' && status > 0,
  );
}

/** What Node says of the cause: a WebSocket has it in the description, polling in the status text of its request. */
function describe({ description, context }: ConnectError): string {
  const causes = [read(description, 'error'), description, read(context, 'statusText')];
  const texts = causes.flatMap((cause) => [read(cause, 'message'), read(cause, 'code')]).filter(Boolean);
  return [...new Set(texts)].join(' ');
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function asErrorBody(data: unknown): ErrorBody | undefined {
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data
    ? (data as ErrorBody)
    : undefined;
}
