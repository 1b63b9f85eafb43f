import type { IncomingMessage } from 'node:http';
import type { Connection, Socket } from './socket-server.ts';

// What the door reads beyond the public members of Socket.IO, Engine.IO and ws. Each has a test that fails where it is missing.

/** The WebSocket of a connection. */
export interface WebSocketMembers {
  readonly bufferedAmount: number;
  removeAllListeners(event: 'message'): unknown;
  close(code: number, reason: string): void;
  terminate(): void;
  once(event: 'close', listener: () => void): unknown;
}

/** Session id of a connection, as its requests name it. Pinned by connections.test.ts. */
export function sidOf(connection: Connection): string {
  return (connection as unknown as { readonly id: string }).id;
}

/** The `sid` of a request. Engine.IO reads it from the query that it parsed itself; another parser could find another one. Pinned by bind-certificates.test.ts. */
export function requestedSid(request: IncomingMessage): string | undefined {
  return (request as IncomingMessage & { readonly _query: Readonly<Record<string, string>> })._query.sid;
}

/** Whether a request asks for JSONP, as Engine.IO finds it. Pinned by origin.test.ts. */
export function isJsonp(request: IncomingMessage): boolean {
  return (
    (request as IncomingMessage & { readonly _query: Readonly<Record<string, string>> })._query.j !==
    undefined
  );
}

/** The WebSocket below a connection; `undefined` by polling. Pinned by cut-connection.test.ts and guard-connections.test.ts. */
export function webSocketOf({ transport }: Connection): WebSocketMembers | undefined {
  return (transport as { readonly socket?: WebSocketMembers }).socket;
}

/** The sockets that are connected over one connection, by id: Socket.IO's own map. Pinned by connections.test.ts. */
export function liveSocketsOf({ client }: Pick<Socket, 'client'>): ReadonlyMap<string, unknown> {
  return (client as unknown as { readonly sockets: ReadonlyMap<string, unknown> }).sockets;
}
