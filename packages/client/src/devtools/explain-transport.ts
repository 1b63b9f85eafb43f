import type { ConnectError } from '../socket/explain.ts';
import { describe, engineRefusal, statusOf } from './connect-error.ts';

/** Says in plain words why no transport reached the server behind `url`, with the setting to change. */
export function explainTransport(error: ConnectError, url: string): string {
  const detail = describe(error);
  const status = statusOf(error, detail);
  if (error.message.includes('a Socket.IO server in v2.x')) {
    return `The server at ${url} speaks Socket.IO 2: bring it to version 3 or later, or use a client of version 2.`;
  }
  const byMessage = MESSAGES[error.message];
  if (byMessage) return byMessage(url);
  const wrongScheme = explainScheme(error, url);
  if (wrongScheme) return wrongScheme;
  if (status !== undefined) return explainStatus(status, error, url);
  if (/certificate|self-signed|issuer/i.test(detail)) {
    return `The certificate of ${url} is not trusted: trust the development CA (${detail}).`;
  }
  if (/refused/i.test(detail)) return `Nothing listens at ${url}: start the server, or correct the port.`;
  if (/ENOTFOUND|EAI_AGAIN/.test(detail)) return `The host of ${url} is not known: correct the URL.`;
  const blockedPort = blockedPortOf(url);
  if (blockedPort !== undefined && !detail) {
    return `Browsers block port ${blockedPort}: let the server listen on another one.`;
  }
  if (error.message === 'websocket error' && !detail) {
    return `No WebSocket could be opened to ${url}, and browsers do not say why: check the path, the certificate and the origin, or allow polling in the transports, which reports more and gets through where proxies stop WebSockets.`;
  }
  return explainUnreachable(url);
}

/** A browser does not let a page see an answer without CORS headers, such as the 404 of a wrong path. */
function explainUnreachable(url: string): string {
  const path = 'the path of Socket.IO (the default is /socket.io/)';
  const cors = 'that the `cors` option of the server allows this page';
  const checks = isPlain(url)
    ? `${path}, and ${cors}`
    : `${path}, ${cors}, and that its certificate is trusted (open the URL once in this browser)`;
  return `${url} cannot be reached: check that the server runs, the port, ${checks}. ${adviseScheme(url)}`;
}

const isNotSocketIo = (url: string): string =>
  `${url} answers, but not with Socket.IO: check the path (the default is /socket.io/).`;

/** Messages of socket.io-client and of early-close.ts that say it all. */
const MESSAGES: Readonly<Record<string, (url: string) => string>> = {
  timeout: (url) => `${url} did not answer in time.`,
  'server error': isNotSocketIo,
  'No transports available': () =>
    'No transport is left to try: allow polling or websocket in the transports.',
  'closed before the handshake': (url) =>
    `${url} opened the connection and closed it again before the handshake: the server may be starting, or a proxy stops WebSockets. If it lasts, allow polling in the transports.`,
};

function explainStatus(status: number, error: ConnectError, url: string): string {
  const refusal = engineRefusal(error);
  if (refusal !== undefined && ENGINE_REFUSALS[refusal]) return ENGINE_REFUSALS[refusal](url);
  if (status === 400) return `${url} refused the handshake: check the protocol version and the transports.`;
  if (status === 403) return `${url} does not allow this page's origin: add it to ALLOWED_ORIGINS.`;
  if (status >= 500) return `The server behind ${url} is not running, or failed (HTTP ${status}).`;
  if (status === 404 || status < 300) return isNotSocketIo(url);
  return `${url} refused the connection (HTTP ${status}).`;
}

/** Source: https://socket.io/docs/v4/troubleshooting-connection-issues/ */
const ENGINE_REFUSALS: Readonly<Record<number, (url: string) => string>> = {
  0: (url) => `The server at ${url} does not allow this transport: pick another one in the transports.`,
  1: (url) =>
    `The server at ${url} does not know this session: it was restarted or, behind a load balancer, another server took the request. Use sticky sessions there, or websocket alone.`,
  5: (url) =>
    `The server at ${url} speaks another version of the protocol: bring client and server to the same major version of Socket.IO.`,
};

/**
 * Says that the URL has the wrong scheme, where what Node or the server said of the failed attempt shows it; `undefined`
 * where it does not.
 */
export function explainScheme(error: ConnectError, url: string): string | undefined {
  const { message } = (error.description ?? {}) as { readonly message?: unknown };
  const { responseText } = (error.context ?? {}) as { readonly responseText?: unknown };
  // By polling Node puts its error where the answer would be.
  const said = `${String(message)} ${String(responseText)}`;
  if (isPlain(url) && /socket hang up|ECONNRESET|HTTPS (?:port|server)/i.test(said)) {
    return `${url} closed the connection without an answer: if the server speaks HTTPS, write https:// in the URL.`;
  }
  if (!isPlain(url) && /EPROTO|wrong version number|packet length too long/i.test(said)) {
    return `${url} does not speak TLS: write http:// in the URL, or give the server a certificate.`;
  }
  return undefined;
}

/** The other scheme, as browsers do not say that it is the reason. */
function adviseScheme(url: string): string {
  return isPlain(url)
    ? 'If it speaks HTTPS, write https:// in the URL.'
    : 'If it speaks plain HTTP, write http:// in the URL.';
}

/** Whether a URL is one without TLS. */
function isPlain(url: string): boolean {
  return /^(?:http|ws):\/\//i.test(url);
}

/** Source: https://fetch.spec.whatwg.org/#port-blocking */
const BLOCKED: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

/** The port of a URL, if it is one that browsers never connect to. */
function blockedPortOf(url: string): number | undefined {
  const port = Number(/^\w+:\/\/[^/]*:(\d+)(?:\/|$)/.exec(url)?.[1]);
  return BLOCKED.has(port) ? port : undefined;
}
