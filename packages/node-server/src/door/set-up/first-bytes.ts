import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { hangUp } from '../hang-up.ts';
import { createHandshakeProblems } from './handshake-problems.ts';
import type { SetUp, SetUpProblem } from './request-problems.ts';

const TLS_ON_HTTP: SetUpProblem = {
  reason: 'tls_on_http',
  why: 'TLS came to a port of plain HTTP: let the proxy end TLS and speak HTTP (nginx: proxy_pass http://), or leave TLS=off out',
};
const PROXY_HEADER: SetUpProblem = {
  reason: 'proxy_header_not_expected',
  why: 'A connection began with a PROXY header: set PROXY_PROTOCOL=on, or let the proxy write none',
};
const SECOND_PROXY_HEADER: SetUpProblem = {
  reason: 'second_proxy_header',
  why: 'A connection began with two PROXY headers, and the server reads one: let one of the proxies write none',
};
const HTTP_2: SetUpProblem = {
  reason: 'http_2',
  why: 'HTTP/2 came to a server of HTTP/1.1: let the proxy speak HTTP/1.1 to it (nginx: proxy_http_version 1.1; HAProxy: no proto h2 in the server line)',
};

/** An error of Node's parser, with the bytes that it could not read. */
interface ParseError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

/** Reports connections that begin with another protocol than that of the server, and TLS handshakes that fail. */
export function watchFirstBytes(
  server: HttpServer | HttpsServer,
  setUp: SetUp,
  onProblem: (problem: SetUpProblem, socket: Socket) => void,
): void {
  if (server instanceof TlsServer) {
    const problemOfHandshake = createHandshakeProblems(setUp);
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
      const problem = problemOfHandshake(error, socket);
      if (problem) onProblem(problem, socket);
    });
  }
  const isAnswered = server.listenerCount('clientError') > 0;
  server.on('clientError', (error: ParseError, socket: Socket) => {
    const problem = problemOf(error.rawPacket, setUp);
    if (problem) onProblem(problem, socket);
    if (!isAnswered) answer(error, socket);
  });
}

function problemOf(bytes: Buffer | undefined, { proxyProtocol = 'off' }: SetUp): SetUpProblem | undefined {
  if (bytes?.[0] === 0x16 && bytes[1] === 0x03) return TLS_ON_HTTP;
  const begin = bytes?.toString('latin1', 0, 12) ?? '';
  if (begin === 'PRI * HTTP/2') return HTTP_2;
  if (!begin.startsWith('PROXY ') && begin !== '\r\n\r\n\0\r\nQUIT\n') return undefined;
  return proxyProtocol === 'off' ? PROXY_HEADER : SECOND_PROXY_HEADER;
}

/** As Node does where nobody listens; pinned by watch-set-up.test.ts. */
function answer({ code = '' }: ParseError, socket: Socket): void {
  const status = STATUS[code] ?? '400 Bad Request';
  // Without a handshake nothing can be said.
  if (socket.writable && socket.bytesWritten === 0 && !/^ERR_(SSL|TLS)_/.test(code))
    hangUp(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  else socket.destroy();
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};
