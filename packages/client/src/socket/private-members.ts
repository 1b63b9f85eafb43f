import type { ClientEngine, ClientManager, ClientSocket } from './client-socket.ts';

/**
 * The members of socket.io-client and engine.io-client that their types keep private, all of them in this file;
 * private-members.test.ts pins what they are used for. Each is optional: another version may not have it.
 */
interface PrivateSocket {
  readonly nsp?: string;
  /** What the server gives each connection that it can recover; not set where `connectionStateRecovery` is off. */
  readonly _pid?: string;
  /** The ack id that the next emit gets. */
  readonly ids?: number;
  /** With `retries` a socket repeats what it emits. */
  readonly _opts?: { readonly retries?: number };
  readonly io: PrivateManager;
}

interface PrivateManager {
  readonly uri?: string;
  readonly decoder?: PrivateEmitter<'decoded', DecodedPacket>;
  /** Asked once before each pause, of which it gives the milliseconds. */
  readonly backoff?: { duration(): number };
  /** Read again at each attempt. */
  opts?: { transports?: readonly unknown[] };
}

/** Emitters of socket.io-client have these at run time; their types allow less. */
interface PrivateEmitter<Event extends string, Value> {
  on(event: Event, listener: (value: Value) => void): unknown;
  off(event: Event, listener?: (value: Value) => void): unknown;
  emit(event: Event, value: Value): unknown;
  listeners(event: Event): readonly ((value: Value) => void)[];
}

interface PrivateEngine {
  /** The transports that it may still use. */
  readonly transports?: readonly string[];
  readonly transport?: { close(): unknown };
  /** Bytes that the server takes in one piece; -1 before the handshake. The first name is that of socket.io-client 4.8. */
  readonly _maxPayload?: number;
  readonly maxPayload?: number;
  /** Whether the heartbeat is overdue: the connection is then closed in the next turn, and what is emitted waits for another. */
  _hasPingExpired?(): boolean;
  close(): unknown;
}

/** A Socket.IO packet; `type` is its number in the protocol. */
export interface DecodedPacket {
  readonly type: number;
  readonly nsp: string;
  /** Of an ack, and of a packet that wants one. */
  readonly id?: number;
  readonly data?: unknown;
}

/** A socket with its private members. */
function privateSocket(socket: ClientSocket): PrivateSocket {
  return socket as unknown as PrivateSocket;
}

/** An engine with its private members. */
export function privateEngine(engine: ClientEngine): PrivateEngine {
  return engine as unknown as PrivateEngine;
}

/** A manager with its private members. */
export function privateManager(manager: ClientManager): PrivateManager {
  return manager as unknown as PrivateManager;
}

/** Whether the server can recover the connection that a socket has, or had last. */
export function isRecoverable(socket: ClientSocket): boolean {
  return privateSocket(socket)._pid !== undefined;
}

/** Where a socket connects to, with its namespace: for messages. */
export function urlOf(socket: ClientSocket): string {
  const { io, nsp = '/' } = privateSocket(socket);
  // The URI may name a namespace that another socket of the manager has.
  const origin = /^\w+:\/\/[^/?]+/.exec(io.uri ?? '')?.[0] ?? 'the server';
  return nsp === '/' ? origin : origin + nsp;
}

/** Lets an engine fail, as its own transports do. */
export function failEngine(engine: object, error: Error): void {
  (engine as PrivateEmitter<'error', Error>).emit('error', error);
}

/** Throws a TypeError for a socket that no client can use, and for options that are for a socket of the client's own. */
export function assertUsable(options: { readonly socket: ClientSocket }): void {
  // The youngest member that is used.
  if (typeof (options as Partial<typeof options> | undefined)?.socket?.onAnyOutgoing !== 'function') {
    throw new TypeError(
      'Give createClient a URL, or { socket } with a Socket of socket.io-client 4.6 or later.',
    );
  }
  if (privateSocket(options.socket)._opts?.retries) {
    throw new TypeError('This socket has `retries`: leave them out, and use `retry` of createClient.');
  }
  const foreign = ['auth', 'autoConnect', 'socketOptions'].find((name) => name in options);
  if (foreign) {
    throw new TypeError(`\`${foreign}\` is an option of the socket: give it to the socket.`);
  }
}

/** The members of this socket that only devtools need, and that it does not have. */
export function missingMembers(socket: ClientSocket): readonly string[] {
  const { ids, nsp, io } = privateSocket(socket);
  const needed = { ids, nsp, 'io.decoder': io.decoder, 'io.backoff': io.backoff, 'io.opts': io.opts };
  return Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

/** Reports each pause before an attempt, in milliseconds; returns its undo. */
export function wrapBackoff(manager: ClientManager, onPause: (ms: number) => void): () => void {
  const { backoff } = privateManager(manager);
  if (!backoff) return () => {};
  const original = backoff.duration;
  const wrapped = (): number => {
    const pause = original.call(backoff);
    onPause(pause);
    return pause;
  };
  backoff.duration = wrapped;
  // Another one may have wrapped this one.
  return () => {
    if (backoff.duration === wrapped) backoff.duration = original;
  };
}

/** Calls the listener for each packet as soon as it is complete; returns its undo. */
export function onDecoded(socket: ClientSocket, listener: (packet: DecodedPacket) => void): () => void {
  const { decoder } = privateSocket(socket).io;
  decoder?.on('decoded', listener);
  return () => decoder?.off('decoded', listener);
}

/** Adds a listener before those that are there; returns its undo. */
export function prepend<Value>(emitter: object, event: string, listener: (value: Value) => void): () => void {
  const all = emitter as PrivateEmitter<string, Value>;
  const others = [...all.listeners(event)];
  all.off(event);
  for (const one of [listener, ...others]) all.on(event, one);
  return () => all.off(event, listener);
}

/** Whether what is emitted now is sent now. */
export function isOpen(socket: ClientSocket): boolean {
  return socket.connected && privateEngine(socket.io.engine)._hasPingExpired?.() !== true;
}

/** What the next packet has before its arguments. */
export function nextHeader(socket: ClientSocket): { readonly namespace: string; readonly id: number } {
  const { ids: id = 0, nsp: namespace = '/' } = privateSocket(socket);
  return { namespace, id };
}

/** Bytes that the server takes in one piece; `undefined` where no handshake has said it. */
export function maxPayloadOf(engine: ClientEngine): number | undefined {
  const { _maxPayload, maxPayload = _maxPayload ?? 0 } = privateEngine(engine);
  return maxPayload > 0 ? maxPayload : undefined;
}

/** The ack id of the packet that was emitted last. */
export function lastAckId(socket: ClientSocket): number {
  return nextHeader(socket).id - 1;
}

/** An ack, without and with attachments. Source: https://github.com/socketio/socket.io-protocol */
const ACKS: ReadonlySet<number> = new Set([3, 6]);

/** Whether a packet of the manager is an ack to this socket. */
export function isOwnAck(
  socket: ClientSocket,
  packet: DecodedPacket,
): packet is DecodedPacket & { id: number } {
  return ACKS.has(packet.type) && packet.id !== undefined && packet.nsp === privateSocket(socket).nsp;
}
