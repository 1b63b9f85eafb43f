import { type EventError, toDuration } from '@switchboard/contract';
import type { Socket } from 'socket.io';
import type { Router } from '../core/router.ts';
import { toCount } from '../lib/count.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { checkOptions } from './check-options.ts';
import { watchClosing } from './closing.ts';
import { type ConnectHooks, runHook, startHook } from './connect-hooks.ts';
import { SocketConnection } from './connection.ts';
import { type ContextOf, toContextOf } from './context-of.ts';
import { createListenerWarning } from './listeners.ts';
import { claimNamespace, keepWhileConnecting, type NamespaceParams, namespacePattern } from './namespaces.ts';
import { assertMeasured, noteJoined, watchJoins } from './packet-size.ts';
import { type AnyServer, type AnySocket, serverInternals } from './socket-io.ts';

/** `S` is the application's own type of a socket, where a hook or `context` names it. */
export interface SocketMsgRouterOptions<
  Context extends RouterContext,
  Path extends string = '/',
  S extends AnySocket = Socket,
> extends ConnectHooks<S, NamespaceParams<Path>> {
  /**
   * The namespace to serve. `:name` stands for one segment, so that `/room/:room` serves many; give the server
   * `cleanupEmptyChildNamespaces` then.
   * @default '/'
   */
  readonly namespace?: Path;
  /**
   * What is known of the sender of each call, at once: a promise fails the call. It is also asked when the connection is ready;
   * the socket is in the room of its user (`userRoom(user.id)`) from then on, and follows the user from call to call.
   */
  readonly context: ContextOf<Context, S, NamespaceParams<Path>>;
  /**
   * What becomes of an event that is not in the contract and that no listener of the socket waits for: `answer` makes it a call
   * that is answered NOT_FOUND, `ignore` leaves it to Socket.IO, which answers nothing. Choose `ignore` where the application
   * answers in `onAny`.
   * @default 'answer'
   */
  readonly unknownEvents?: 'answer' | 'ignore';
}

/** The adapter to Socket.IO. */
export interface SocketMsgRouter {
  /**
   * Takes up one socket: for `io.on('connection', …)` where `attach` does not fit. Await nothing before it. Throws a TypeError
   * for what is no socket, for a socket that a router has already, for one of another namespace, and for one whose server does not measure.
   */
  (socket: AnySocket): void;
  /**
   * Serves the namespace on this server: middleware and connections. Throws a TypeError if a router has the namespace already,
   * or one that `:name` makes the same, and if the server's `parser` does not measure, as `maxBytes` needs.
   */
  attach(io: AnyServer): void;
}

/**
 * Joins a router to Socket.IO. The events of its contract go to the router, as `context` sees their sender; the reply goes to the
 * caller's ack, once. Every other event takes the way that it takes without a router. In place of the options, `context` alone
 * will do; without any, every sender is a stranger.
 * Throws a TypeError for options that cannot be, and where an event has a scope that no `context` grants.
 */
export function createSocketMsgRouter<Context extends RouterContext>(
  router: Router<Context> & (RouterContext extends Context ? unknown : never),
): SocketMsgRouter;
export function createSocketMsgRouter<
  Context extends RouterContext,
  const Path extends string = '/',
  S extends AnySocket = Socket,
>(
  router: Router<Context>,
  options: SocketMsgRouterOptions<Context, Path, S> | ((socket: S) => Context),
): SocketMsgRouter;
export function createSocketMsgRouter<
  Context extends RouterContext,
  Path extends string,
  S extends AnySocket,
>(
  router: Router<Context>,
  options: Partial<SocketMsgRouterOptions<Context, Path, S>> | ((socket: S) => Context) = {},
): SocketMsgRouter {
  if (typeof router?.dispatch !== 'function')
    throw new TypeError('createSocketMsgRouter takes what createRouter(contract).controllers(…) returns.');
  if (typeof options !== 'function' && (typeof options !== 'object' || options === null))
    throw new TypeError('createSocketMsgRouter takes an object of options, or a `context` function alone.');
  const settings = typeof options === 'function' ? { context: options } : options;
  checkOptions(settings);
  const context = toContextOf(router.contract, settings.context);
  const { admit, onConnect, onDisconnect, onHookFailed: onFailed } = settings;
  const { hookTimeout = 10_000, maxQueued = 32, unknownEvents = 'answer' } = settings;
  const ms = toDuration(hookTimeout, 'hookTimeout');
  const most = toCount(maxQueued, 'maxQueued', 0);
  const pattern = namespacePattern<string>(settings.namespace ?? '/');
  const admitted = new WeakSet<S>();
  const needsHooks = admit !== undefined || onConnect !== undefined;
  const shared = {
    router,
    context,
    answersUnknown: unknownEvents === 'answer',
    listenerWarning: createListenerWarning(router.has),
    maxQueued: needsHooks ? most : undefined,
  };

  const paramsOf = ({ nsp }: S): NamespaceParams<Path> => {
    const params = pattern.match(nsp.name);
    if (!params && pattern.isDynamic)
      throw new TypeError(`The namespace "${nsp.name}" does not fit ${pattern.path}.`);
    return (params ?? NO_PARAMS) as NamespaceParams<Path>;
  };

  /** The hooks before the first call. Resolves to what went wrong. */
  const makeReady = async (socket: S, closed: EndSignal): Promise<EventError | undefined> => {
    const error = admitted.has(socket) ? undefined : await runAdmit(socket, closed);
    if (error || !onConnect) return error;
    return runHook({ hook: 'onConnect', socketId: socket.id, ms, closed, onFailed }, (signal) =>
      onConnect(socket, { params: paramsOf(socket), signal }),
    );
  };

  const runAdmit = async (socket: S, closed?: EndSignal): Promise<EventError | undefined> =>
    admit &&
    runHook({ hook: 'admit', socketId: socket.id, ms, closed, onFailed }, (signal) =>
      admit(socket, { params: paramsOf(socket), signal }),
    );

  const take = (socket: S): void => {
    if (typeof socket?.connected !== 'boolean')
      throw new TypeError('This takes one socket of Socket.IO: call `attach(io)` for a server.');
    if (!socket.connected) return; // A listener before this one turned it away.
    const connection = new SocketConnection(shared, socket, paramsOf(socket));
    const { internals } = connection;
    assertMeasured(internals.server);
    if (watchJoins(internals.server)) noteJoined(socket);
    connection.listen();
    watchClosing(internals, {
      before: (reason) => {
        const run = { hook: 'onDisconnect', socketId: socket.id, onFailed } as const;
        if (onDisconnect) startHook(run, () => onDisconnect(socket, reason, connection));
      },
      after: () => connection.end(),
    });
    if (!needsHooks) return;
    void makeReady(socket, connection).then(async (error) => {
      await connection.open(error);
      // A client that was disconnected stays away; one whose connection is closed comes back by itself.
      if (error?.code === 'SERVICE_UNAVAILABLE') internals.conn.close();
      else if (error) socket.disconnect();
    });
  };

  const attach = (io: AnyServer): void => {
    const server = serverInternals(io);
    assertMeasured(server);
    watchJoins(server);
    claimNamespace(io, pattern);
    const namespace = pattern.isDynamic
      ? server.of((name, _auth, next) => next(null, pattern.match(name) !== undefined))
      : server.of(pattern.path);
    if (admit) {
      namespace.use((socket, next) => {
        const release = pattern.isDynamic ? keepWhileConnecting(socket) : undefined;
        void runAdmit(socket as S).then((error) => {
          if (!error) admitted.add(socket as S);
          next(error && toConnectError(error));
          if (release) setImmediate(release); // Socket.IO connects it in the next tick.
        });
      });
    }
    namespace.on('connection', take as (socket: AnySocket) => void);
  };

  return Object.assign(take as (socket: AnySocket) => void, { attach });
}

const NO_PARAMS = Object.freeze({});

/** Socket.IO sends the message and `data` of the error that its middleware ends with. */
function toConnectError(error: EventError): Error {
  return Object.assign(new Error(error.message), { data: error.toBody() });
}
