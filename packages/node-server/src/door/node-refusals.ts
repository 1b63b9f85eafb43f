import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { isPollingResponse, letHostBeMissing } from './private-members.ts';

/**
 * Middleware of the engine and of requests: refuses what Node refuses by itself, once it may be served. Node would not emit a
 * request that expects something unknown (417), or has no Host (400), so that no limit of requests held for it. A server with a
 * `checkExpectation` listener of its own keeps that.
 */
export function takeOverRefusals(
  server: HttpServer | HttpsServer,
): (request: IncomingMessage, response: unknown, next: () => void) => void {
  const unmet = new WeakSet<IncomingMessage>();
  if (server.listenerCount('checkExpectation') === 0) {
    server.on('checkExpectation', (request: IncomingMessage, response) => {
      unmet.add(request);
      server.emit('request', request, response);
    });
  }
  const needsHost = letHostBeMissing(server);

  return (request, response, next) => {
    if (!isPollingResponse(response)) return next();
    if (needsHost && request.headers.host === undefined && request.httpVersion === '1.1')
      response.writeHead(400, { Connection: 'close' }).end();
    else if (unmet.has(request)) response.writeHead(417).end();
    else next();
  };
}
