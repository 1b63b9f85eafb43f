import { CLOSE_CODES, type CutBody } from '@switchboard/contract';
import { sidOf, webSocketOf } from '../private-members.ts';
import type { Connection } from '../socket-server.ts';

/** Milliseconds that a polling client may take to ask again, and how many that were cut are remembered for it. */
const [POLLING_GRACE, MOST_REASONS] = [30_000, 1_000];

/** Why polling connections were cut, by `sid`, for their next request; the oldest first. */
const reasons = new Map<string, { readonly body: CutBody; readonly until: number }>();

/**
 * Ends a connection at once and drops what waits for it and what still arrives. Its client learns why: by the close code of
 * the WebSocket, which stands behind what was sent before and which it has two seconds to read, or in the answer to its next
 * polling request.
 */
export function cutConnection(connection: Connection, body: CutBody): void {
  // By polling, a request in the middle of its body would be destroyed, and fail without an answer.
  connection.removeAllListeners('data');
  const socket = webSocketOf(connection);
  if (!socket) return void setImmediate(endPolling, connection, body);
  // A socket that is closed with data unread is reset, and the close frame may be lost.
  socket.removeAllListeners('message');
  socket.close(CLOSE_CODES[body.cut][0], body.message);
  connection.close(true);
}

function endPolling(connection: Connection, body: CutBody): void {
  const { transport } = connection;
  const now = performance.now();
  for (const [sid, { until }] of reasons) {
    if (until > now && reasons.size < MOST_REASONS) break;
    reasons.delete(sid);
  }
  reasons.set(sidOf(connection), { body, until: now + POLLING_GRACE });
  // The request that waits for data is answered with nothing, so that the client asks again.
  if (transport.writable) transport.send([{ type: 'noop' }]);
  connection.close(true);
}

/** Why the polling connection with this `sid` was cut, if it was in the last 30 seconds and not many others since. */
export function whyCut(sid: string): CutBody | undefined {
  return reasons.get(sid)?.body;
}
