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
import { createDoor, type Door } from './door/door.ts';
import { addFirstRoutes, addLastRoutes } from './http/server-routes.ts';
import type { App, AppOptions } from './lifecycle/app.ts';
import { createDrain } from './lifecycle/drain.ts';
import { joinLifecycle } from './lifecycle/join-lifecycle.ts';
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
export interface Caller extends RouterContext {
  readonly user: Identity | undefined;
  /** The caller's certificate, if it has one that our CA signed. */
  readonly certificate: ClientIdentity | undefined;
}

/** What the application's own parts are made of. */
export interface ServerKit<S extends ServerEventMap> {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly io: Door['io'];
  readonly publish: Publisher<S>;
  readonly sessions: Sessions;
  readonly presence: Presence;
  readonly stores: Stores;
  readonly metrics: Metrics;
}

/** What happens on its own, and the application may send its clients. */
export interface Notices {
  readonly onJoined?: (room: string, user: Identity) => void;
  readonly onLeft?: (room: string, user: Identity) => void;
  readonly onSessionEnded?: (socketId: string, reason: SessionEndReason) => void;
  /** Events of other servers may not have reached the sockets of this one. */
  readonly onGap?: (reason: GapReason) => void;
}

export interface ServerOptions<C extends EventMap, S extends ServerEventMap> extends AppOptions {
  readonly contract: Contract<C, S>;
  /** Makes the controller of every event. */
  readonly controllers: (
    kit: ServerKit<S>,
  ) => EventControllerMap<C, Caller> | Promise<EventControllerMap<C, Caller>>;
  /** @default what the environment says, with paths relative to the current folder */
  readonly config?: ServerConfig;
  /** @default JSON lines on stdout, for people in development */
  readonly logger?: Logger;
  /** The scopes that callers may have. @default those of events that need a user: each user has them all */
  readonly scopes?: readonly string[];
  /** What one caller may do, out of them. @default everything for a user, nothing for a stranger */
  readonly scopesOf?: (caller: Omit<Caller, 'scopes'>) => readonly string[];
  /** @default nothing is sent */
  readonly notices?: (publish: Publisher<S>) => Notices;
  /** Adds the application's own routes, between health and the 404. */
  readonly routes?: (app: Express, kit: ServerKit<S>) => void;
}

/**
 * A whole server for a contract: HTTPS, Express, Socket.IO behind the door, sessions, presence, stores, metrics and log. Nothing
 * listens yet. Rejects with a StartError where it cannot start, and with a TypeError where controllers and contract do not fit.
 */
export async function createServer<C extends EventMap, S extends ServerEventMap>(
  options: ServerOptions<C, S>,
): Promise<App> {
  const { contract, ticketKeys, worker, config = loadServerConfig() } = options;
  const logger = options.logger ?? (await createLogger(config, worker?.slot));
  const metrics = createMetrics(worker?.slot);
  const calls = observeCalls(contract, config, { logger, metrics });
  const stores = await openStores(config, logger);

  const app = express();
  const https = await serveHttps(app, config, { logger, metrics, ticketKeys });
  const { io, certificateOf, onHookFailed } = createDoor(https.server, config, { logger, metrics });
  const publish = createPublisher(contract, io, { onDropped: calls.onUnknownFields });
  const { onGap, onJoined, onLeft, onSessionEnded } = options.notices?.(publish) ?? {};
  await stores.join(
    io,
    reportGaps(logger, metrics, (reason) => onGap?.(reason)),
  );
  const presence = createPresence(io, { store: stores.presence, logger, onJoined, onLeft });
  const sessions = createSessions(io, {
    ...{ config, contract, store: stores.sessions, presence, logger },
    onEnded: ({ id }, reason) => onSessionEnded?.(id, reason),
  });
  const kit = { config, logger, io, publish, sessions, presence, stores, metrics };

  const scopes = options.scopes ?? scopesIn(contract.clientEventMap);
  const { scopesOf = ({ user }: Omit<Caller, 'scopes'>) => (user ? scopes : []) } = options;
  const callerOf = (user: Identity | undefined, certificate: ClientIdentity | undefined): Caller => {
    const caller = { user, certificate };
    return { ...caller, scopes: scopesOf(caller) };
  };
  const router = traceCalls(
    createRouter(contract, {
      ...calls.router,
      ...stores.router,
      ...{ scopes, suggestNames: !config.production, clientTimeout: DEFAULT_DEADLINE },
    })
      .context<Caller>()
      .controllers(await options.controllers(kit)),
  );
  if (config.production) await router.load();
  createSocketMsgRouter(router, {
    context: (socket) => callerOf(socket.data.user, certificateOf(socket)),
    admit: sessions.admit,
    onConnect: sessions.attach,
    onDisconnect: sessions.detach,
    onHookFailed,
  }).attach(io);
  const drain = createDrain({ httpsServer: https.server, io, router }, config);
  metrics.measure({ connectedSockets: () => io.of('/').sockets.size, callsInFlight: () => router.inFlight });

  const { isReady } = stores;
  addFirstRoutes(app, config, { metrics, worker, https, drain, readiness: [{ name: 'stores', isReady }] });
  options.routes?.(app, kit);
  addLastRoutes(app, { router, logger, identify: sessions.identify, context: callerOf });
  return joinLifecycle({ https, io, router, drain, metrics, parts: [sessions, presence, stores] }, config);
}

function scopesIn(events: EventMap): string[] {
  return [...new Set(Object.values(events).flatMap(({ policy }) => policy?.scope ?? []))];
}
