import type { Socket } from 'node:net';

/** Milliseconds that a client has to read the last answer. */
const GRACE = 2_000;

/**
 * Ends a connection that HTTP has let go of, with a last text. Nobody reads it any more, so its end would not be seen behind a
 * byte that still comes, and it would stay: it is destroyed 2 s later, whether its client closes it or not.
 */
export function hangUp(socket: Socket, text = ''): void {
  socket.end(text);
  setTimeout(() => socket.destroy(), GRACE).unref();
}
