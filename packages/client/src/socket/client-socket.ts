// biome-ignore lint/suspicious/noExplicitAny: sockets and managers of socket.io-client restrict these to names and arguments of their own types; nothing else accepts all of them.
type Anything = any;

/** Listens to one event, or stops to. */
type Listen = (event: Anything, listener: (...args: Anything[]) => void) => unknown;
type ListenToAll = (listener: (...args: Anything[]) => void) => unknown;

/**
 * What the client uses of a Socket of socket.io-client. It is structural, so that a socket of another copy or version of
 * socket.io-client is one too.
 */
export interface ClientSocket {
  readonly id?: string | undefined;
  readonly connected: boolean;
  /** Whether it is connected, or connects by itself. */
  readonly active: boolean;
  /** Whether the server restored the session of the connection before. */
  readonly recovered?: boolean;
  readonly io: ClientManager;
  /** The packets that wait for a connection. */
  sendBuffer: Anything[];
  connect(): unknown;
  disconnect(): unknown;
  emit(event: Anything, ...args: Anything[]): unknown;
  timeout(ms: number): { emit(event: Anything, ...args: Anything[]): unknown };
  on: Listen;
  off: Listen;
  onAny: ListenToAll;
  offAny: ListenToAll;
  onAnyOutgoing: ListenToAll;
  offAnyOutgoing: ListenToAll;
}

/** What the client uses of the Manager behind a socket. */
export interface ClientManager {
  /** A new one for each attempt; none before the first. */
  readonly engine: ClientEngine;
  reconnection(): boolean | undefined;
  reconnectionDelay(): number | undefined;
  reconnectionDelayMax(): number | undefined;
  randomizationFactor(): number | undefined;
  on: Listen;
  off: Listen;
}

/** What the client uses of the Engine.IO socket below. */
export interface ClientEngine {
  readonly readyState: string;
  readonly transport: { readonly name: string; once: Listen };
  on: Listen;
  once: Listen;
  off: Listen;
}
