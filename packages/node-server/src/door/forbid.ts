import type { IncomingMessage } from 'node:http';
import { hangUp } from './hang-up.ts';
import { isPollingResponse } from './private-members.ts';

/** Why a request of the engine is refused, as Engine.IO words its own refusals: 3 is a bad request, 4 is forbidden. */
export interface Refusal {
  readonly code: 3 | 4;
  /** A sentence that says what to do. */
  readonly message: string;
}

/** Answers a request or upgrade of the engine with 400 or 403 and the reason, and hangs up. */
export function forbid({ socket }: IncomingMessage, response: unknown, refusal: Refusal): void {
  const status = refusal.code === 3 ? 400 : 403;
  const body = JSON.stringify(refusal);
  const headers = {
    'X-Content-Type-Options': 'nosniff',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  if (isPollingResponse(response)) return void response.writeHead(status, headers).end(body);
  // An upgrade has no response that could carry a status, so the socket itself speaks.
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const reason = refusal.code === 3 ? 'Bad Request' : 'Forbidden';
  hangUp(socket, `HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${body}`);
}
