import type { EventEmitter } from 'node:events';
import type { EventPacket } from './packet.ts';
import type { Joins } from './packet-size.ts';

/**
 * What the router needs of Socket.IO, as shapes: a server or a socket of any copy of the package fits, from 4.6 on. The only file
 * of this package that names what Socket.IO keeps private.
 */

/** A socket of Socket.IO, of any version from 4.6 on and of any event types. */
export interface AnySocket {
  readonly id: string;
  readonly connected: boolean;
  readonly nsp: AnyNamespace;
  disconnect(close?: boolean): unknown;
}

/** A namespace of Socket.IO. */
export interface AnyNamespace {
  readonly name: string;
}

/** A server of Socket.IO, of any version from 4.6 on and of any event types. */
export interface AnyServer {
  of(name: string): AnyNamespace;
}

/** A socket as this package uses it: what Socket.IO documents, and `onevent`, `run`, `ack`, `_onerror` and `_onclose`, which it keeps private. */
export interface SocketInternals extends EventEmitter {
  readonly connected: boolean;
  readonly server: ServerInternals;
  readonly conn: { close(): void };
  /** Whether Socket.IO has put it back into the rooms of an earlier connection. */
  readonly recovered: boolean;
  readonly rooms: ReadonlySet<string>;
  join(room: string): unknown;
  leave(room: string): unknown;
  listenersAny(): readonly ((...args: unknown[]) => void)[];
  /** Gets each event packet. */
  onevent(packet: EventPacket): void;
  /** Runs the middlewares of `socket.use`; `refusal` is falsy where none refused. */
  run(args: unknown[], done: (refusal?: unknown) => void): void;
  ack(id: number): (...args: unknown[]) => void;
  /** Emits `error`, or writes the error to the console where nobody listens and the version does so. */
  _onerror(error: unknown): void;
  /** Ends the socket, if it is connected: emits `disconnecting`, leaves its rooms, emits `disconnect`. */
  _onclose(reason: string, description?: unknown): void;
}

/** A namespace as this package uses it: what Socket.IO documents, and `_remove`, which it keeps private. */
export interface NamespaceInternals extends AnyNamespace {
  use(middleware: (socket: AnySocket, next: (error?: Error) => void) => void): unknown;
  on(event: 'connection', listener: (socket: AnySocket) => void): unknown;
  /** Called when a socket is gone; a namespace of its own for a dynamic one, which may close it. */
  _remove?(socket: object): void;
}

/** A server as this package uses it: `of` and `on`, and its namespaces and the parser that it was given, which it keeps private. */
export interface ServerInternals {
  of(name: string | NamespaceMatch): NamespaceInternals;
  on(event: 'new_namespace', listener: (namespace: NamespaceInternals) => void): unknown;
  readonly _nsps?: ReadonlyMap<string, NamespaceInternals>;
  readonly _parser?: { readonly Decoder?: unknown };
}

/** What one connection has: its sockets by id, and its decoder, one of `measured`; both private. Pinned by packet-size.test.ts. */
export interface ClientInternals {
  readonly sockets: ReadonlyMap<string, unknown>;
  readonly decoder?: Joins;
}

export function clientInternals(socket: AnySocket): ClientInternals {
  return (socket as unknown as { readonly client: ClientInternals }).client;
}

type NamespaceMatch = (name: string, auth: unknown, next: (error: null, fits: boolean) => void) => void;

const NEEDED = ['onevent', 'run', 'ack', '_onerror', '_onclose', 'listenersAny', 'join', 'leave'] as const;

/** Gives the socket with what Socket.IO keeps private. Throws a TypeError that names what is missing. */
export function internalsOf(socket: AnySocket): SocketInternals {
  const internals = socket as unknown as SocketInternals;
  const missing = NEEDED.filter((member) => typeof internals[member] !== 'function');
  if (missing.length === 0) return internals;
  throw new TypeError(
    `This socket has no ${missing.join(', ')}: the router needs socket.io 4.6 or newer, below 5.`,
  );
}

/** Throws a TypeError for what is no server of Socket.IO. */
export function serverInternals(io: AnyServer): ServerInternals {
  if (typeof io === 'object' && io !== null && typeof io.of === 'function' && 'sockets' in io)
    return io as unknown as ServerInternals;
  throw new TypeError('attach takes the server of Socket.IO: new Server(…) of socket.io 4.6 or newer.');
}
