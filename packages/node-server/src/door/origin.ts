import type { IncomingMessage } from 'node:http';
import { forbid } from './forbid.ts';

/**
 * Whether a handshake or upgrade may go on. Pages may come from this server's own origin or an allowed one; a client
 * that sends no Origin is no page. CORS alone does not stop a foreign page's WebSocket.
 */
export function isOriginAllowed({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = headers;
  return origin === undefined || origin === `https://${host}` || allowed.includes(origin);
}

/** Middleware of the engine: answers 403 to every request and upgrade of a foreign page, and hangs up. */
export function originGuard(
  allowed: readonly string[],
  onRefused: (request: IncomingMessage) => void = () => undefined,
): (request: IncomingMessage, response: unknown, next: () => void) => void {
  return (request, _response, next) => {
    if (isOriginAllowed(request, allowed)) return next();
    onRefused(request);
    forbid(request);
  };
}
