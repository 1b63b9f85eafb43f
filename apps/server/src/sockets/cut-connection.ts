import type { Connection } from './socket-server.ts';

/** Why the server cut a connection that went too far. */
export type CutReason = 'flood' | 'slow_reader';

/** What this file needs of a WebSocket transport beyond its public methods; pinned by guard-connections.test.ts. */
interface WithWebSocket {
  readonly socket?: { terminate(): void };
}

/**
 * Ends a connection now, with everything that waits in it. An orderly close would wait behind data that nobody reads,
 * for half a minute and more.
 */
export function cutConnection(connection: Connection): void {
  const { socket } = connection.transport as WithWebSocket;
  connection.close(true);
  socket?.terminate();
}
