import { type Contract, DEFAULT_DEADLINE, type EventMap, type ServerEventMap } from '@switchboard/contract';
import {
  createPublisher,
  createRouter,
  createSocketMsgRouter,
  type EventControllerMap,
  type Publisher,
  type RouterContext,
} from '@switchboard/router';
import { traceCalls } from '@switchboard/router/otel';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { loadServerConfig, type ServerConfig } from './config/server-config.ts';
import { createDoor } from './door/door.ts';
import { limitCosts } from './door/limit-costs.ts';
import type { Server } from './door/socket-server.ts';
import { addFirstRoutes, addLastRoutes } from './http/server-routes.ts';
import type { App, AppOptions } from './lifecycle/app.ts';
import { createLifecycle } from './lifecycle/lifecycle.ts';
import { createLogger } from './observability/logger.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { observeCalls } from './observability/observe-calls.ts';
import { createPresence, type Presence } from './presence/presence.ts';
import { reportGaps } from './redis/report-gaps.ts';
import type { GapReason } from './redis/stream-reader.ts';
import type { SessionEndReason } from './sessions/live-sessions.ts';
import type { Identity } from './sessions/session.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { openStores, type Stores } from './stores/open-stores.ts';
import type { ClientIdentity } from './tls/client-identity.ts';
import { serveHttps } from './tls/serve-https.ts';

/** What every controller gets of its caller. */
export interface Caller<User extends Identity = Identity> extends RouterContext {
  readonly user: User | undefined;
  /** The caller's certificate, if it has one that our CA signed. */
  readonly certificate: ClientIdentity | undefined;
}

/** What the application's own parts are made of. `User` is what they know of a user, an Identity or more. */
export interface ServerKit<S extends ServerEventMap, User extends Identity = Identity> {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly io: Server<User>;
  readonly publish: Publisher<S>;
  readonly sessions: Sessions<User>;
  readonly presence: Presence<User>;
  readonly stores: Stores<User>;
  readonly metrics: Metrics;
}

/** What happens on its own, and the application may send its clients. */
export interface Notices<User extends Identity = Identity> {
  readonly onJoined?: (room: string, user: User) => void;
  readonly onLeft?: (room: string, user: User) => void;
  readonly onSessionEnded?: (socketId: string, reason: SessionEndReason) => void;
  /** Events of other servers may not have reached the sockets of this one. */
  readonly onGap?: (reason: GapReason) => void;
}

/**
 * `User` is what the application knows of a user. It is inferred where `controllers` is a function of its own, which takes a
 * `ServerKit<typeof serverEventMap, Member>`; otherwise name it: `createServer<typeof clientEventMap, typeof serverEventMap, Member>`.
 */
export interface ServerOptions<C extends EventMap, S extends ServerEventMap, User extends Identity = Identity>
  extends AppOptions {
  readonly contract: Contract<C, S>;
  /** Makes the controller of every event. */
  readonly controllers: (
    kit: ServerKit<S, User>,
  ) => EventControllerMap<C, Caller<User>> | Promise<EventControllerMap<C, Caller<User>>>;
  /** @default what the environment says, with paths relative to the current folder */
  readonly config?: ServerConfig;
  /** @default JSON lines on stdout, for people in development */
  readonly logger?: Logger;
  /** The scopes that callers may have. @default those of events that need a user: each user has them all */
  readonly scopes?: readonly string[];
  /** What one caller may do, out of them. @default everything for a user, nothing for a stranger */
  readonly scopesOf?: (caller: Omit<Caller<User>, 'scopes'>) => readonly string[];
  /** @default nothing is sent */
  readonly notices?: (publish: Publisher<S>) => Notices<User>;
  /** Adds the application's own routes, between health and the 404. */
  readonly routes?: (app: Express, kit: ServerKit<S, User>) => void;
}

/**
 * A whole server for a contract: HTTPS, Express, Socket.IO behind the door, sessions, presence, stores, metrics and log. Nothing
 * listens yet. Rejects with a StartError where it cannot start, and with a TypeError where controllers and contract do not fit;
 * what it had opened is closed by then.
 */
export async function createServer<
  C extends EventMap,
  S extends ServerEventMap,
  User extends Identity = Identity,
>(options: ServerOptions<C, S, User>): Promise<App> {
  if (typeof options.controllers !== 'function')
    throw new TypeError(
      'controllers takes a function that gets the parts and gives a controller for each event.',
    );
  const opened: Closable[] = [];
  try {
    return await joinParts(options, opened);
  } catch (error) {
    for (const part of opened) await part.close();
    throw error;
  }
}

interface Closable {
  close(): unknown;
}

/** Puts each part that is to be closed at the front of `opened`, as soon as it is there. */
async function joinParts<C extends EventMap, S extends ServerEventMap, User extends Identity>(
  options: ServerOptions<C, S, User>,
  opened: Closable[],
): Promise<App> {
  const { contract, ticketKeys, worker, config = loadServerConfig() } = options;
  const logger = options.logger ?? (await createLogger(config, worker?.slot));
  const metrics = createMetrics(worker?.slot);
  const calls = observeCalls(contract, config, { logger, metrics });
  const stores = await openStores<User>(config, logger, options);
  opened.unshift(stores);

  const app = express();
  const https = await serveHttps(app, config, { logger, metrics, ticketKeys });
  opened.unshift(https);
  const costs = limitCosts(config);
  const door = createDoor<User>(https, config, { logger, metrics, costs });
  const { io, certificateOf, addressOf, onForeignOrigin, onHookFailed } = door;
  opened.unshift(io);
  const publish = createPublisher(contract, io, { onDropped: calls.onUnknownFields });
  const { onGap, onJoined, onLeft, onSessionEnded } = options.notices?.(publish) ?? {};
  await stores.join(
    io,
    reportGaps(logger, metrics, (reason) => onGap?.(reason)),
  );
  const presence = createPresence(io, { store: stores.presence, logger, onJoined, onLeft });
  opened.unshift(presence);
  const sessions = createSessions(io, {
    ...{ config, contract, stores, presence, logger, onSessionEnded },
  });
  opened.unshift(sessions);
  const kit = { config, logger, io, publish, sessions, presence, stores, metrics };

  const scopes = options.scopes ?? scopesIn(contract.clientEventMap);
  const { scopesOf = ({ user }: Omit<Caller<User>, 'scopes'>) => (user ? scopes : []) } = options;
  const callerOf = (user?: User, certificate?: ClientIdentity, address?: string): Caller<User> => {
    const caller = { user, certificate, address };
    return { ...caller, scopes: scopesOf(caller) };
  };
  const router = traceCalls(
    createRouter(contract, {
      ...calls.router,
      ...stores.router,
      ...{ costs, scopes, suggestNames: !config.production, clientTimeout: DEFAULT_DEADLINE },
    })
      .context<Caller<User>>()
      .controllers(await options.controllers(kit)),
  );
  if (config.production) await router.load();
  createSocketMsgRouter(router, {
    context: (socket) => callerOf(socket.data.user, certificateOf(socket), addressOf(socket)),
    admit: sessions.admit,
    onConnect: sessions.attach,
    onDisconnect: sessions.detach,
    onHookFailed,
  }).attach(io);
  const parts = [https, sessions, presence, stores];
  const lifecycle = createLifecycle({ https, door, router, parts }, config);
  metrics.measure({ connectedSockets: () => io.of('/').sockets.size, callsInFlight: () => router.inFlight });

  const readiness = [{ name: 'stores', isReady: stores.isReady }, ...sessions.readiness];
  addFirstRoutes(app, config, { metrics, worker, lifecycle, readiness });
  options.routes?.(app, kit);
  const { identify } = sessions;
  addLastRoutes(app, config, { router, logger, identify, context: callerOf, onForeignOrigin });
  return { ...https, ...lifecycle, metrics: metrics.values };
}

function scopesIn(events: EventMap): string[] {
  return [...new Set(Object.values(events).flatMap(({ policy }) => policy?.scope ?? []))];
}
