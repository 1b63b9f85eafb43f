import { type EventError, toDuration } from '@switchboard/contract';
import type { Server, Socket } from 'socket.io';
import type { Router } from '../core/router.ts';
import { toCount } from '../lib/count.ts';
import type { EndSignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { type ConnectHooks, runHook, startHook } from './connect-hooks.ts';
import { SocketConnection } from './connection.ts';
import { keepWhileConnecting, type NamespaceParams, namespacePattern } from './namespaces.ts';

export interface SocketMsgRouterOptions<Context extends RouterContext, Path extends string = '/'>
  extends ConnectHooks<Socket, NamespaceParams<Path>> {
  /**
   * The namespace to serve. `:name` stands for one segment, so that `/room/:room` serves many; give the server
   * `cleanupEmptyChildNamespaces` then.
   * @default '/'
   */
  readonly namespace?: Path;
  /** What is known of the sender of each call. */
  readonly context: (socket: Socket, connection: { readonly params: NamespaceParams<Path> }) => Context;
}

/** The adapter to Socket.IO. */
export interface SocketMsgRouter {
  /** Takes up one socket: for `io.on('connection', …)` where `attach` does not fit. Await nothing before it. */
  (socket: Socket): void;
  /** Serves the namespace on this server: middleware and connections. Call it once. */
  attach(io: ServerOfAny): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the router checks events itself, so a server of any event types will do.
type ServerOfAny = Server<any, any, any, any>;

/**
 * Joins a router to Socket.IO. Every message event of a socket goes to the router, as `context` sees its sender; the
 * reply goes to the caller's ack, once. Events outside the contract still reach the listeners that were set for them
 * with `socket.on`, unless their names begin with `$`. In place of the options, `context` alone will do.
 * Throws a TypeError for a `namespace`, `hookTimeout` or `maxQueued` that cannot be.
 */
export function createSocketMsgRouter<Context extends RouterContext, const Path extends string = '/'>(
  router: Router<Context>,
  options: SocketMsgRouterOptions<Context, Path> | ((socket: Socket) => Context),
): SocketMsgRouter {
  const settings: SocketMsgRouterOptions<Context, Path> =
    typeof options === 'function' ? { context: options } : options;
  const { admit, onConnect, onDisconnect, context, onHookFailed: onFailed } = settings;
  const { hookTimeout = 10_000, maxQueued = 32 } = settings;
  const ms = toDuration(hookTimeout, 'hookTimeout');
  const most = toCount(maxQueued, 'maxQueued', 0);
  const pattern = namespacePattern<string>(settings.namespace ?? '/');
  const admitted = new WeakSet<Socket>();
  const needsHooks = admit !== undefined || onConnect !== undefined;
  const shared = { router, context, maxQueued: needsHooks ? most : undefined };

  const paramsOf = ({ nsp }: Socket): NamespaceParams<Path> => {
    const params = pattern.match(nsp.name);
    if (!params && pattern.isDynamic)
      throw new TypeError(`The namespace "${nsp.name}" does not fit ${pattern.path}.`);
    return (params ?? NO_PARAMS) as NamespaceParams<Path>;
  };

  /** The hooks before the first call. Resolves to what went wrong. */
  const makeReady = async (socket: Socket, closed: EndSignal): Promise<EventError | undefined> => {
    const error = admitted.has(socket) ? undefined : await runAdmit(socket, closed);
    if (error || !onConnect) return error;
    return runHook({ hook: 'onConnect', socketId: socket.id, ms, closed, onFailed }, (signal) =>
      onConnect(socket, { params: paramsOf(socket), signal }),
    );
  };

  const runAdmit = async (socket: Socket, closed?: EndSignal): Promise<EventError | undefined> =>
    admit &&
    runHook({ hook: 'admit', socketId: socket.id, ms, closed, onFailed }, (signal) =>
      admit(socket, { params: paramsOf(socket), signal }),
    );

  const take = (socket: Socket): void => {
    if (!socket.connected) return; // A listener before this one turned it away.
    const connection = new SocketConnection(shared, socket, paramsOf(socket));
    if (onDisconnect) {
      const run = { hook: 'onDisconnect', socketId: socket.id, onFailed } as const;
      socket.on('disconnecting', (reason) => startHook(run, () => onDisconnect(socket, reason, connection)));
    }
    socket.on('disconnect', () => connection.end());
    connection.listen();
    if (!needsHooks) return;
    void makeReady(socket, connection).then(async (error) => {
      await connection.open(error);
      // A client that was disconnected stays away; one whose connection is closed comes back by itself.
      if (error?.code === 'SERVICE_UNAVAILABLE') socket.conn.close();
      else if (error) socket.disconnect();
    });
  };

  const attach = (io: ServerOfAny): void => {
    const namespace = pattern.isDynamic
      ? io.of((name, _auth, next) => next(null, pattern.match(name) !== undefined))
      : io.of(pattern.path);
    if (admit) {
      namespace.use((socket, next) => {
        if (pattern.isDynamic) keepWhileConnecting(socket.nsp);
        void runAdmit(socket).then((error) => {
          if (!error) admitted.add(socket);
          next(error && toConnectError(error));
        });
      });
    }
    namespace.on('connection', take);
  };

  return Object.assign(take, { attach });
}

const NO_PARAMS = Object.freeze({});

/** Socket.IO sends the message and `data` of the error that its middleware ends with. */
function toConnectError(error: EventError): Error {
  return Object.assign(new Error(error.message), { data: error.toBody() });
}
