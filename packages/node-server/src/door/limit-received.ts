import type { IncomingMessage } from 'node:http';
import type { Connections, EngineSession } from './connections.ts';
import { requestedSid, type WebSocketMembers, webSocketOf } from './private-members.ts';

/** Milliseconds between two looks whether an address has paid back what it owes. */
const LOOK = 20;

/** What limits the bytes that come in. */
export interface ReceivedLimit {
  /** Counts bytes of a packet that came in, also over another WebSocket than that of the session. */
  count(session: EngineSession, bytes: number, webSocket?: WebSocketMembers): void;
  /** Middleware of the engine: a body is not read while the address of its session owes bytes. */
  readonly wait: (request: IncomingMessage, response: unknown, next: () => void) => void;
}

/**
 * Reads no more of who sends more bytes than its address may, until it is paid back: what the client sends then waits in its
 * own buffers. Nothing is lost, and nobody is cut. All that wait share one timer.
 */
export function limitReceived(connections: Pick<Connections, 'sessions' | 'onSessionClosed'>): ReceivedLimit {
  const paused = new Map<WebSocketMembers, EngineSession>();
  const requests: { readonly session: EngineSession; readonly next: () => void }[] = [];
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
      if (owes(request.session)) requests.push(request);
      else request.next();
    }
    if (paused.size + requests.length > 0) lookLater();
  }
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
      if (!session || request.method !== 'POST' || !owes(session)) return next();
      requests.push({ session, next });
      lookLater();
    },
  };
}

function owes({ isCut, received }: EngineSession): boolean {
  return !isCut && !received.has(0);
}
