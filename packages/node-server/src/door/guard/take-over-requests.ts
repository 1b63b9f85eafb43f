import type { Server as HttpServer, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';

/** Puts `handle` before everything that listens to the requests of a server so far: it calls `serve` once they may have the request. */
export function takeOverRequests(
  server: HttpServer | HttpsServer,
  handle: (request: IncomingMessage, response: ServerResponse, serve: () => void) => void,
): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) =>
    handle(request, response, () => {
      for (const listener of listeners) listener.call(server, request, response);
    }),
  );
}
