import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Milliseconds from the start of each to its end; a slower connection is closed. */
export interface Timeouts {
  readonly handshake: number;
  readonly headers: number;
  readonly request: number;
  /** From one part of an answer that the client reads to the next. */
  readonly unread: number;
}

export const TIMEOUTS: Timeouts = { handshake: 10_000, headers: 10_000, request: 30_000, unread: 30_000 };

/** Those of HTTP, above TLS or without it. */
export function httpTimeouts({ headers, request }: Pick<Timeouts, 'headers' | 'request'>): ServerOptions {
  return {
    headersTimeout: headers,
    requestTimeout: request,
    // Node's own default would let a slow client stay up to half a minute longer.
    connectionsCheckingInterval: headers / 10,
  };
}

/** Hangs up on a client that reads nothing of its answer for so long. A connection that waits for one, or for nothing, stays. */
export function limitUnread<S extends Server | HttpsServer>(
  server: S,
  { unread }: Pick<Timeouts, 'unread'>,
): S {
  server.setTimeout(unread, (socket: Socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
  return server;
}

/** Plain HTTP, with the time-outs of HTTPS. It does not listen yet. */
export function createHttpServer(listener: RequestListener): Server {
  return limitUnread(createServer(httpTimeouts(TIMEOUTS), listener), TIMEOUTS);
}
