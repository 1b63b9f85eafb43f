import type { IncomingMessage } from 'node:http';

/** Answers 403 to a request or upgrade of the engine, and hangs up. */
export function forbid({ socket }: IncomingMessage): void {
  // An upgrade has no response that could carry a status, so the socket itself speaks.
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
