import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

/** Milliseconds from the start of each to its end; a slower connection is closed. */
export interface Timeouts {
  readonly handshake: number;
  readonly headers: number;
  readonly request: number;
}

export const TIMEOUTS: Timeouts = { handshake: 10_000, headers: 10_000, request: 30_000 };

/** Those of HTTP, above TLS or without it. */
export function httpTimeouts({ headers, request }: Omit<Timeouts, 'handshake'>): ServerOptions {
  return {
    headersTimeout: headers,
    requestTimeout: request,
    // Node's own default would let a slow client stay up to half a minute longer.
    connectionsCheckingInterval: headers / 10,
  };
}

/** Plain HTTP, with the time-outs of HTTPS. It does not listen yet. */
export function createHttpServer(listener: RequestListener): Server {
  return createServer(httpTimeouts(TIMEOUTS), listener);
}
