import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Connections, EngineSession } from '../connections.ts';
import {
  requestedSid,
  unfinishedMessage,
  type WebSocketMembers,
  webSocketOf,
  webSocketServerOf,
} from '../private-members.ts';
import type { Server } from '../socket-server.ts';

/** What is guarded, at each layer. */
export interface GuardedServer {
  readonly server: HttpServer | HttpsServer;
  readonly engine: Server['engine'];
  readonly connections: Connections;
}

/** Gets a frame that Engine.IO does not count; `bytes` is 0 for one that ends no message. */
export type OnFrame = (session: EngineSession, bytes: number, webSocket: WebSocketMembers) => void;

export interface FrameGuard {
  /** Call it with each session that opens. */
  watch(session: EngineSession): void;
  /** Call it with each session that was cut: what it sends on costs little, and then nothing. */
  watchCut(session: EngineSession): void;
  /** Bytes that this connection has sent of a message that is not complete, where it is the WebSocket of no open session. */
  unfinishedOn(stream: Socket): number;
}

/**
 * Reports what arrives on WebSockets below the packets of their session: pings, pongs and parts of messages, and everything on
 * one that only probes whether a session may move to it. Bytes of a message count when it is complete, or when its WebSocket
 * has ended before.
 */
export function guardWebSockets(
  { server, engine, connections }: GuardedServer,
  onFrame: OnFrame,
): FrameGuard {
  const ofWebSocket = new WeakMap<WebSocketMembers, EngineSession>();
  const onStream = new WeakMap<Socket, WebSocketMembers>();

  // Shared by all WebSockets, as the listeners of connections are.
  function countFrame(this: WebSocketMembers): void {
    const session = ofWebSocket.get(this);
    if (session) onFrame(session, 0, this);
  }
  function countProbe(this: WebSocketMembers, data: Buffer): void {
    const session = ofWebSocket.get(this);
    // Once the session has moved to it, its messages are packets of the session.
    if (!session || webSocketOf(session.connection) === this) this.removeListener('message', countProbe);
    else onFrame(session, data.length, this);
  }
  function countRest(this: WebSocketMembers): void {
    ofWebSocket.get(this)?.received.take(unfinishedMessage(this));
  }
  function dropPacket(this: WebSocketMembers): void {
    const guard = ofWebSocket.get(this)?.guard;
    guard?.countFrame(this.bufferedAmount, performance.now());
    // Until ws gives up waiting for its close, it is held: cut at once it would be back at once, with all it may send.
    if (guard?.goesOn) this.pause();
  }
  const listen = (): void => {
    webSocketServerOf(engine)?.on('opened', (webSocket: WebSocketMembers, request: IncomingMessage) => {
      onStream.set(request.socket, webSocket);
      webSocket.on('frame', countFrame);
      webSocket.on('close', countRest);
      const session = connections.sessions.get(requestedSid(request) ?? '');
      if (!session) return;
      ofWebSocket.set(webSocket, session);
      webSocket.on('message', countProbe);
    });
  };
  if (server.listening) listen();
  server.on('listening', listen);

  return {
    watch: (session) => {
      const webSocket = webSocketOf(session.connection);
      if (webSocket) ofWebSocket.set(webSocket, session);
    },
    watchCut: ({ connection }) => void webSocketOf(connection)?.on('message', dropPacket),
    unfinishedOn: (stream) => {
      const webSocket = onStream.get(stream);
      if (!webSocket) return 0;
      const connection = ofWebSocket.get(webSocket)?.connection;
      const isOfSession =
        connection && connection.readyState !== 'closed' && webSocketOf(connection) === webSocket;
      return isOfSession ? 0 : unfinishedMessage(webSocket);
    },
  };
}
