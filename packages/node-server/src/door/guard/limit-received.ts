import type { IncomingMessage, Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Bucket } from '../addresses/bucket.ts';
import type { Connections, EngineSession } from '../connections.ts';
import { createLooks } from '../looks.ts';
import { isPollingResponse, requestedSid, type WebSocketMembers, webSocketOf } from '../private-members.ts';
import { takeOverRequests } from './take-over-requests.ts';

/** What a packet or a frame of WebSocket, and a request of HTTP, cost beside their bytes: about what so many bytes take. */
const PACKET_COST = 1_024;
export const REQUEST_COST = 16_384;

/** Milliseconds between two looks whether an address has paid back what it owes, and WebSockets that are read again with one. */
const [LOOK, RESUMED] = [20, 32];

/** What limits the bytes that come in. */
export interface ReceivedLimit {
  /** Counts a packet or a frame that came in now, of so many bytes, also over another WebSocket than that of the session. */
  count(session: EngineSession, bytes: number, now: number, webSocket?: WebSocketMembers): void;
  /** Middleware of the engine: counts a request with its body, and serves it once its client owes nothing; a WebSocket too. */
  readonly hold: (request: IncomingMessage, response: unknown, next: () => void) => void;
  /** Does the same for the server's other requests. Call it before Socket.IO is there. */
  holdRequests(server: Server | HttpsServer): void;
}

/** A request that waits until it is paid for. */
interface HeldRequest {
  readonly received: Bucket;
  readonly cost: number;
  readonly next: () => void;
}

/**
 * Stops reading a connection whose address sends more bytes than it may, until that is paid back: what the client sends then
 * waits in its own buffers. Nothing is lost, and nothing is cut. All that wait share one timer.
 */
export function limitReceived(
  connections: Pick<Connections, 'sessions' | 'onSessionClosed' | 'receivedOf'>,
  maxPacketBytes: number,
): ReceivedLimit {
  const paused = new Map<WebSocketMembers, EngineSession>();
  const requests: HeldRequest[] = [];
  const lookLater = createLooks(LOOK, look);

  function look(): boolean {
    let resumed = 0;
    for (const [webSocket, session] of paused) {
      if (resumed === RESUMED) break;
      if (owes(session)) continue;
      resumed += 1;
      paused.delete(webSocket);
      webSocket.resume();
    }
    for (const request of requests.splice(0)) {
      if (!serve(request)) requests.push(request);
    }
    return paused.size + requests.length > 0;
  }
  const hold = (received: Bucket | undefined, cost: number, next: () => void): void => {
    if (!received) return void next();
    const held = { received, cost, next };
    if (serve(held)) return;
    requests.push(held);
    lookLater();
  };
  connections.onSessionClosed(({ connection }) => {
    const webSocket = webSocketOf(connection);
    if (webSocket) paused.delete(webSocket);
  });

  return {
    count: (session, bytes, now, webSocket = webSocketOf(session.connection)) => {
      // By polling, the bytes were counted with their request.
      if (session.received.take(PACKET_COST + (webSocket ? bytes : 0), now) || !webSocket) return;
      webSocket.pause();
      paused.set(webSocket, session);
      lookLater();
    },
    hold: (request, response, next) => {
      const session = connections.sessions.get(requestedSid(request) ?? '');
      // A WebSocket is a connection of its own, which was counted already. An `Upgrade` header alone makes none.
      const cost = isPollingResponse(response) ? costOf(request, maxPacketBytes) : 0;
      hold(session?.received ?? connections.receivedOf(request), cost, next);
    },
    holdRequests: (server) =>
      takeOverRequests(server, (request, _response, serve) =>
        hold(connections.receivedOf(request), costOf(request, maxPacketBytes), serve),
      ),
  };
}

/** Whether it is served now. It is paid for then, so that not all that waited are served at once. */
function serve({ received, cost, next }: HeldRequest): boolean {
  if (!received.has(0)) return false;
  received.take(cost);
  next();
  return true;
}

/** With the bytes of the body that are paid for with their request. */
function costOf(request: IncomingMessage, most: number): number {
  return REQUEST_COST + bodyOf(request, most);
}

/** Bytes of the body that are paid for with its request: as many as are known, otherwise as many as it may have. */
export function bodyOf({ headers }: IncomingMessage, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most;
  return Math.min(most, Number(headers['content-length'] ?? 0));
}

function owes({ isCut, received }: EngineSession): boolean {
  return !isCut && !received.has(0);
}
