import type { SocketInternals } from './socket-io.ts';

/** What is done at the end of a socket. */
export interface Closing {
  /** Called once, with Socket.IO's reason, while the socket is still in its rooms. */
  before(reason: string): void;
  /** Called once the socket is disconnected, whatever the listeners of the application throw. */
  after(): void;
}

/**
 * Watches the end of a socket. A listener of `disconnect` would be removed by an application that calls
 * `removeAllListeners`, and would not be called after one that throws.
 */
export function watchClosing(socket: SocketInternals, { before, after }: Closing): void {
  const close = socket._onclose;
  socket._onclose = (reason, description) => {
    if (!socket.connected) return;
    before(reason);
    try {
      close.call(socket, reason, description);
    } finally {
      after();
    }
  };
}
