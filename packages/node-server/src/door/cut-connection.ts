import { CLOSE_CODES, type CutBody } from '@switchboard/contract';
import { sidOf, webSocketOf } from './private-members.ts';
import type { Connection } from './socket-server.ts';

/** Milliseconds that a WebSocket has to read why it is closed: it stands behind what was sent before. */
const WEBSOCKET_GRACE = 2_000;
/** Milliseconds that a polling client may take to ask again. */
const POLLING_GRACE = 30_000;

/** Why polling connections were cut, by `sid`, for their next request. */
const reasons = new Map<string, CutBody>();

/**
 * Ends a connection at once and drops what waits for it and what still arrives. Its client learns why: by the close code of
 * the WebSocket, or in the answer to its next polling request.
 */
export function cutConnection(connection: Connection, body: CutBody): void {
  // By polling, a request in the middle of its body would be destroyed, and fail without an answer.
  connection.removeAllListeners('data');
  const socket = webSocketOf(connection);
  if (!socket) return void setImmediate(endPolling, connection, body);
  // A socket that is closed with data unread is reset, and the close frame may be lost.
  socket.removeAllListeners('message');
  socket.close(CLOSE_CODES[body.cut][0], body.message);
  const timer = setTimeout(() => socket.terminate(), WEBSOCKET_GRACE);
  socket.once('close', () => clearTimeout(timer));
  connection.close(true);
}

function endPolling(connection: Connection, body: CutBody): void {
  const sid = sidOf(connection);
  const { transport } = connection;
  reasons.set(sid, body);
  setTimeout(() => reasons.delete(sid), POLLING_GRACE).unref();
  // The request that waits for data is answered with nothing, so that the client asks again.
  if (transport.writable) transport.send([{ type: 'noop' }]);
  connection.close(true);
}

/** Why the polling connection with this `sid` was cut, if it was in the last 30 seconds. */
export function whyCut(sid: string): CutBody | undefined {
  return reasons.get(sid);
}
