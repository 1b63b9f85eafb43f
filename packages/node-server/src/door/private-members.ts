import { type Server as HttpServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket as TcpSocket } from 'node:net';
import type { Connection, Server, Socket } from './socket-server.ts';

// What the door reads beyond the public members of Socket.IO, Engine.IO, ws and Node. Each has a test that fails where it is missing.
// Those whose absence would turn a limit off in silence are looked for at the start: look-for-members.ts.

/** The WebSocket of a connection. */
export interface WebSocketMembers {
  readonly bufferedAmount: number;
  removeAllListeners(event: 'message'): unknown;
  removeListener(event: string, listener: (this: WebSocketMembers, data: Buffer) => void): unknown;
  close(code: number, reason: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
  on(event: string, listener: (this: WebSocketMembers, data: Buffer) => void): unknown;
}

/** The server of ws below Engine.IO, if it is one of `@switchboard/ws-engine`. */
interface WebSocketServerMembers {
  on(event: 'opened', listener: (webSocket: WebSocketMembers, request: IncomingMessage) => void): unknown;
}

/** Session id of a connection, as its requests name it. Pinned by connections.test.ts. */
export function sidOf(connection: Connection): string {
  return (connection as unknown as { readonly id: string }).id;
}

/**
 * Bytes that the system has taken so far of what was written to a connection; with TLS, those of the connection below it, as
 * they were encrypted. Pinned by limit-unread-answers.test.ts.
 */
export function sentBytes(stream: TcpSocket): number {
  const handle = handleOf(stream);
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}

/** Whether `sentBytes` finds what it reads, on a connection that is open. */
export function countsSent(stream: TcpSocket): boolean {
  const { bytesWritten, writeQueueSize } = handleOf(stream) ?? {};
  return typeof bytesWritten === 'number' && typeof writeQueueSize === 'number';
}

interface Handle {
  readonly bytesWritten: number;
  readonly writeQueueSize: number;
}

function handleOf(stream: TcpSocket): Handle | null | undefined {
  interface WithHandle {
    readonly _handle?: Handle | null;
  }
  const { _parent: below } = stream as { readonly _parent?: WithHandle | null };
  return (below ?? (stream as WithHandle))._handle;
}

/** The `sid` of a request. Engine.IO reads it from the query that it parsed itself; another parser could find another one. Pinned by bind-certificates.test.ts. */
export function requestedSid(request: IncomingMessage): string | undefined {
  return (request as IncomingMessage & { readonly _query: Readonly<Record<string, string>> })._query.sid;
}

/**
 * Whether a middleware of the engine has a request of HTTP: for an upgrade Engine.IO gives it a stand-in as the response. What the
 * headers say is no sign of that, as a client may write `Upgrade` into any request. Pinned by upgrades.test.ts.
 */
export function isPollingResponse(response: unknown): response is ServerResponse {
  return response instanceof ServerResponse;
}

/**
 * From now on the server emits a request without a Host header, too. Returns whether Node would have refused it until now; the
 * option is public, and can otherwise be set only where the server is made. Pinned by node-refusals.test.ts.
 */
export function letHostBeMissing(server: HttpServer | HttpsServer): boolean {
  const options = server as { requireHostHeader?: boolean };
  const isNeeded = options.requireHostHeader === true;
  options.requireHostHeader = false;
  return isNeeded;
}

/** Node's parser treats a request that is given this as one that ends HTTP on its connection: it parses nothing behind it. */
const ENDS_HTTP = 2;

/** Parses no more requests of what has come on this connection, beyond the next one. Pinned by spread-requests.test.ts. */
export function stopParsing(socket: TcpSocket): void {
  const parser = parserOf(socket);
  if (parser) parser.onIncoming = () => ENDS_HTTP;
}

/** Whether `stopParsing` finds what it replaces, on a connection that HTTP is read from. */
export function canStopParsing(socket: TcpSocket): boolean {
  return typeof parserOf(socket)?.onIncoming === 'function';
}

function parserOf(socket: TcpSocket): { onIncoming: () => number } | null | undefined {
  return (socket as TcpSocket & { parser?: { onIncoming: () => number } | null }).parser;
}

/** Where Node drops what comes of a body after its answer, it does so past `push`; from now on it does not. Pinned by limit-bodies.test.ts. */
export function dropByPush(request: IncomingMessage): void {
  (request as DumpedRequest)._dump = () => request.removeAllListeners('data').resume();
}

/** Whether `dropByPush` replaces what Node calls. */
export function canDropByPush(request: IncomingMessage): boolean {
  return typeof (request as DumpedRequest)._dump === 'function';
}

type DumpedRequest = IncomingMessage & { _dump?: () => void };

/** Whether a request asks for JSONP, as Engine.IO finds it. Pinned by guard-requests.test.ts. */
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

/** What a polling connection does with the body of a request. */
export interface PollingMembers {
  onData(data: string): void;
}

/** The transport of a connection by polling; `undefined` by WebSocket. Pinned by limit-packets.test.ts. */
export function pollingOf({ transport }: Connection): PollingMembers | undefined {
  return transport.name === 'polling' ? (transport as unknown as PollingMembers) : undefined;
}

/** Whether the client said that it closes the WebSocket, whatever the reason; not where the connection was cut. With another ws it always did. Pinned by watch-set-up.test.ts. */
export function hasCloseFrame(webSocket: WebSocketMembers): boolean {
  return (webSocket as unknown as { readonly _closeFrameReceived?: boolean })._closeFrameReceived !== false;
}

/** Whether Engine.IO closed a session because the request that polls was cut before it was answered. Pinned by watch-set-up.test.ts. */
export function isCutPoll(cause: unknown): boolean {
  return cause instanceof Error && cause.message === 'poll connection closed prematurely';
}

/** Bytes that have come of a message whose end has not; 0 with another ws. Pinned by unread-budget.test.ts. */
export function unfinishedMessage(webSocket: WebSocketMembers): number {
  const { _bufferedBytes = 0, _messageLength = 0 } = receiverOf(webSocket) ?? {};
  return _bufferedBytes + _messageLength;
}

/** Whether `unfinishedMessage` finds what it reads, on a WebSocket that is open. */
export function countsUnfinished(webSocket: WebSocketMembers): boolean {
  const { _bufferedBytes, _messageLength } = receiverOf(webSocket) ?? {};
  return typeof _bufferedBytes === 'number' && typeof _messageLength === 'number';
}

interface Receiver {
  readonly _bufferedBytes?: number;
  readonly _messageLength?: number;
}

function receiverOf(webSocket: WebSocketMembers): Receiver | null | undefined {
  return (webSocket as unknown as { readonly _receiver?: Receiver | null })._receiver;
}

/** The server of WebSockets that Engine.IO has now: it makes another one each time the HTTP server begins to listen. Pinned by guard-web-sockets.test.ts. */
export function webSocketServerOf(engine: Server['engine']): WebSocketServerMembers | undefined {
  return (engine as unknown as { readonly ws?: WebSocketServerMembers }).ws;
}

/** What one connection has joined, by Socket.IO's own account: its sockets by id, and by the name of their namespace. */
export interface ClientMembers {
  readonly sockets: ReadonlyMap<string, unknown>;
  readonly nsps: ReadonlyMap<string, unknown>;
}

/** Pinned by connections.test.ts and unexpected-packets.test.ts. */
export function clientOfSocket({ client }: Pick<Socket, 'client'>): ClientMembers {
  return client as unknown as ClientMembers;
}
