import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { SetUpProblem } from './request-problems.ts';

const HTTP_ON_HTTPS: SetUpProblem = {
  reason: 'http_on_https',
  why: 'Plain HTTP came to a port of HTTPS: let the proxy speak HTTPS to it (nginx: proxy_pass https://; HAProxy: ssl in the server line), or set TLS=off',
};
const NO_TLS: SetUpProblem = {
  reason: 'no_tls',
  why: 'What came to a port of HTTPS is no TLS: if the proxy writes PROXY headers set PROXY_PROTOCOL=on, otherwise let it speak HTTPS',
};
const TLS_ON_HTTP: SetUpProblem = {
  reason: 'tls_on_http',
  why: 'TLS came to a port of plain HTTP: let the proxy end TLS and speak HTTP (nginx: proxy_pass http://), or leave TLS=off out',
};
const PROXY_HEADER: SetUpProblem = {
  reason: 'proxy_header_not_expected',
  why: 'A connection began with a PROXY header: set PROXY_PROTOCOL=on, or let the proxy write none',
};

/** An error of Node's parser, with the bytes that it could not read. */
interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

/** Reports connections that begin with another protocol than that of the server. */
export function watchFirstBytes(
  server: HttpServer | HttpsServer,
  onProblem: (problem: SetUpProblem, socket: Socket) => void,
): void {
  if (server instanceof TlsServer) {
    server.on('tlsClientError', ({ code }: NodeJS.ErrnoException, socket) => {
      if (code === 'ERR_SSL_HTTP_REQUEST') onProblem(HTTP_ON_HTTPS, socket);
      else if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') onProblem(NO_TLS, socket);
    });
    return;
  }
  const isAnswered = server.listenerCount('clientError') > 0;
  server.on('clientError', (error: ParseError, socket: Socket) => {
    const problem = problemOf(error.rawPacket);
    if (problem) onProblem(problem, socket);
    if (!isAnswered) answer(error, socket);
  });
}

function problemOf(bytes: Buffer | undefined): SetUpProblem | undefined {
  if (bytes?.[0] === 0x16 && bytes[1] === 0x03) return TLS_ON_HTTP;
  const begin = bytes?.toString('latin1', 0, 12) ?? '';
  return begin.startsWith('PROXY ') || begin === '\r\n\r\n\0\r\nQUIT\n' ? PROXY_HEADER : undefined;
}

/** As Node does where nobody listens; pinned by watch-set-up.test.ts. */
function answer({ code = '' }: ParseError, socket: Socket): void {
  const status = STATUS[code] ?? '400 Bad Request';
  if (socket.writable && socket.bytesWritten === 0)
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  else socket.destroy();
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
