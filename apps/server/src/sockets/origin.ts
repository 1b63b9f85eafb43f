import type { IncomingMessage } from 'node:http';

/**
 * Whether a handshake or upgrade may go on. Pages may come from this server's own origin or an allowed one; a client
 * that sends no Origin is no page. CORS alone does not stop a foreign page's WebSocket.
 */
export function isOriginAllowed({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  return origin === undefined || origin === `https://${host}` || allowed.includes(origin);
}
