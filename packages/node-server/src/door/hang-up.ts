import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Milliseconds that a client has to read the last answer, and until somebody must have begun to read an upgraded connection. */
const [GRACE, PATIENCE] = [2_000, 5_000];

/**
 * Ends a connection that HTTP has let go of, with a last text. Nobody reads it any more, so its end would not be seen behind a
 * byte that still comes, and it would stay: it is destroyed 2 s later, whether its client closes it or not.
 */
export function hangUp(socket: Socket, text = ''): void {
  socket.end(text);
  setTimeout(() => socket.destroy(), GRACE).unref();
}

/**
 * Hangs up on upgrades that nobody has begun to read after 5 s: those to a path that nobody serves, and those that were refused
 * by somebody who left their connection open. Who takes an upgrade reads it.
 */
export function hangUpUnserved(server: HttpServer | HttpsServer): void {
  server.on('upgrade', ({ socket }: IncomingMessage) => {
    // Over plain HTTP nobody listens until ws has it, and one that its client resets would end the process.
    if (socket.listenerCount('error') === 0) socket.on('error', ignore);
    setTimeout(() => {
      if (socket.readableFlowing === null && !socket.destroyed) hangUp(socket);
    }, PATIENCE).unref();
  });
}

function ignore(): void {}
