import type {
  AnyReply,
  Contract,
  EventMap,
  EventName,
  PayloadInput,
  PayloadOutput,
  Reply,
  ResponseInput,
  ServerEventMap,
} from '@switchboard/contract';
import type { RetryOptions } from './retry.ts';
import type { ClientSocket } from './socket/client-socket.ts';
import type { ConnectionState } from './socket/connection-state.ts';
import type { Traffic } from './traffic.ts';

/** What the handshake brings along. Servers may ask for more than these. */
export interface ClientAuth {
  /** Restores the identity that the server gave it for; kept up to date by `stayLoggedIn`. */
  readonly token?: string | undefined;
  /** What this end claims to speak; its own contract if left out. */
  readonly contract?: { readonly name: string; readonly version: string };
  readonly [field: string]: unknown;
}

export interface CallOptions {
  /** Milliseconds, more than 0 and at most 2,147,483,647; the client's own `timeout` if left out. */
  readonly timeout?: number;
  /** Stops waiting: the call settles as TIMEOUT. */
  readonly signal?: AbortSignal;
  /** Names the call in `meta.id`, in 1 to 128 characters. A call that may be retried gets one of its own if this is left out. */
  readonly id?: string;
  /** Who makes the call, for observers: it is in the traffic of the call, and is never sent. */
  readonly origin?: string;
  /** Whether it is tried again, if its event is idempotent; the client's own `retry` if left out. */
  readonly retry?: boolean | RetryOptions;
}

/** What follows the event in a send: its payload, which may be left out where it may be `null`. */
type SendArguments<S> =
  null extends PayloadInput<S> ? [payload?: PayloadInput<S>] : [payload: PayloadInput<S>];

/** What follows the event in a call: its payload, which may be left out where it may be `null`, then the options. */
export type CallArguments<S> =
  null extends PayloadInput<S>
    ? [payload?: PayloadInput<S>, options?: CallOptions]
    : [payload: PayloadInput<S>, options?: CallOptions];

type WithoutResponse<M extends EventMap> = {
  [E in EventName<M>]: M[E] extends { readonly response: unknown } ? never : E;
}[EventName<M>];

/** What a listener may return: the answer, where the event has a response. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is a return type, and most listeners return nothing.
export type ListenerResult<S> = S extends { readonly response: unknown } ? MaybeAnswer<S> : void;

// biome-ignore lint/suspicious/noConfusingVoidType: the same; with a response a listener may still only listen.
type MaybeAnswer<S> = ResponseInput<S> | void | PromiseLike<ResponseInput<S> | void>;

/** The caller's end of a contract. */
export interface Client<
  C extends EventMap = EventMap,
  S extends ServerEventMap = ServerEventMap,
  Socket extends ClientSocket = ClientSocket,
> {
  readonly contract: Contract<C, S>;
  readonly url: string;
  /** The Socket of socket.io-client that it uses. */
  readonly socket: Socket;
  readonly state: ConnectionState;
  /** Reports every change of `state`; returns its undo. */
  onState(listener: (state: ConnectionState) => void): () => void;
  /** Reports what goes over the wire, and how each call settles; returns its undo. */
  observe(listener: (traffic: Traffic) => void): () => void;
  /** Opens the connection. One that waits before it tries again tries at once; otherwise an open one stays. */
  connect(): void;
  /** Closes the connection for good; calls that wait settle as DISCONNECTED. */
  disconnect(): void;
  /** What the next handshake brings along; `undefined` for a client on a socket of the application, which knows it itself. */
  readonly auth: ClientAuth | undefined;
  /**
   * Removes the listeners of this client from its socket, which stays as it is: for a client on a socket that lives longer.
   * Calls that wait settle as DISCONNECTED, and so do later ones.
   */
  detach(): void;
  /**
   * Used from the next handshake on, as it is now. Throws a TypeError if it cannot be encoded, and for a client on a socket
   * of the application, whose `auth` is the application's.
   */
  setAuth(auth: ClientAuth): void;
  /**
   * Sends an event and resolves to its reply, once, and never rejects. The payload is sent as it is at the call; one that
   * does not fit, or cannot be encoded, is BAD_REQUEST, and one that is larger than the server takes PAYLOAD_TOO_LARGE;
   * neither is sent. Throws a TypeError at once for a timeout or a delay that is no duration, and for an `id` that is no
   * text of 1 to 128 characters.
   * While the connection is being made or mended, and while more is sent than the server takes in a second, the call waits
   * for its turn within its timeout; a call that stopped waiting is never sent late. With `retry`, a call of an idempotent
   * event is tried again, under one id and within its timeout, after DISCONNECTED, TIMEOUT, TOO_MANY_REQUESTS and
   * SERVICE_UNAVAILABLE. Where the event declares `order: 'socket'`,
   * what this client sends to such events later waits until that call has settled.
   */
  call<E extends EventName<C>>(event: E, ...args: CallArguments<C[E]>): Promise<Reply<C[E]>>;
  /**
   * The same for a tool that knows the event only at run time, and may want to break the rules:
   * the payload is not checked, and the event may have any name. An event outside the contract is sent as plain Socket.IO
   * sends it: with the payload alone, if there is one, and with meta only where `id` is given.
   */
  callUnchecked(event: string, payload?: unknown, options?: CallOptions): Promise<AnyReply>;
  /**
   * Sends an event that has no response, without waiting for anything. Dropped where a call would settle as DISCONNECTED
   * at once. The payload is sent as it is now. Throws an EventError BAD_REQUEST if it does not fit, or cannot be encoded,
   * and PAYLOAD_TOO_LARGE if the server would not take it. Like a call it waits for a connection, and for its turn where
   * much is sent.
   */
  send<E extends WithoutResponse<C>>(event: E, ...args: SendArguments<C[E]>): void;
  /**
   * Hears an event with its validated payload (`null` if it has none); returns its undo. Where the event has a response,
   * what the first listener returns, or resolves to, is the answer; one that returns nothing only listens. An answer that
   * does not fit is not given. A listener that throws or rejects is reported by `console.error`.
   */
  on<E extends EventName<S>>(
    event: E,
    listener: (payload: PayloadOutput<S[E]>) => ListenerResult<S[E]>,
  ): () => void;
}
