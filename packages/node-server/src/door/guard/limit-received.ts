import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Bucket } from '../addresses/bucket.ts';
import type { Connections, EngineSession } from '../connections.ts';
import { requestedSid, type WebSocketMembers, webSocketOf } from '../private-members.ts';

/** Milliseconds between two looks whether an address has paid back what it owes. */
const LOOK = 20;

/** What limits the bytes that come in. */
export interface ReceivedLimit {
  /** Counts bytes of a packet that came in, also over another WebSocket than that of the session. */
  count(session: EngineSession, bytes: number, webSocket?: WebSocketMembers): void;
  /** Middleware of the engine: a body is not read while the address of its session owes bytes. */
  readonly wait: (request: IncomingMessage, response: unknown, next: () => void) => void;
  /** Does the same for the bodies of the server's other requests, which have at most so many bytes. Call it before Socket.IO is there. */
  holdBodies(server: Server | HttpsServer, most: number): void;
}

/**
 * Reads no more of who sends more bytes than its address may, until it is paid back: what the client sends then waits in its
 * own buffers. Nothing is lost, and nobody is cut. All that wait share one timer.
 */
export function limitReceived(
  connections: Pick<Connections, 'sessions' | 'onSessionClosed' | 'receivedOf'>,
): ReceivedLimit {
  const paused = new Map<WebSocketMembers, EngineSession>();
  const requests: { readonly received: Bucket; readonly next: () => void }[] = [];
  let isDue = false;

  const lookLater = (): void => {
    if (isDue) return;
    isDue = true;
    setTimeout(look, LOOK).unref();
  };
  function look(): void {
    isDue = false;
    for (const [webSocket, session] of paused) {
      if (owes(session)) continue;
      paused.delete(webSocket);
      webSocket.resume();
    }
    for (const request of requests.splice(0)) {
      if (request.received.has(0)) request.next();
      else requests.push(request);
    }
    if (paused.size + requests.length > 0) lookLater();
  }
  const wait = (received: Bucket, next: () => void): void => {
    requests.push({ received, next });
    lookLater();
  };
  connections.onSessionClosed(({ connection }) => {
    const webSocket = webSocketOf(connection);
    if (webSocket) paused.delete(webSocket);
  });

  return {
    count: (session, bytes, webSocket = webSocketOf(session.connection)) => {
      if (session.received.take(bytes) || !webSocket) return;
      webSocket.pause();
      paused.set(webSocket, session);
      lookLater();
    },
    wait: (request, _response, next) => {
      const session = connections.sessions.get(requestedSid(request) ?? '');
      if (session && request.method === 'POST' && owes(session)) wait(session.received, next);
      else next();
    },
    holdBodies: (server, most) => {
      const serve = server.listeners('request') as RequestListener[];
      server.removeAllListeners('request');
      server.on('request', (request, response) => {
        const next = (): void => {
          for (const listener of serve) listener.call(server, request, response);
        };
        const bytes = bodyOf(request, most);
        const received = bytes > 0 ? connections.receivedOf(request) : undefined;
        if (!received) return next();
        const isPaid = received.has(0);
        received.take(bytes);
        if (isPaid) next();
        else wait(received, next);
      });
    },
  };
}

/** Bytes of the body, as far as they are known; otherwise as many as it may have. */
function bodyOf({ headers }: IncomingMessage, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most;
  return Math.min(most, Number(headers['content-length'] ?? 0));
}

function owes({ isCut, received }: EngineSession): boolean {
  return !isCut && !received.has(0);
}
