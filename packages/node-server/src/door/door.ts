import type { Server as HttpsServer } from 'node:https';
import type { HookFailure } from '@switchboard/router';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Metrics } from '../observability/metrics.ts';
import { watchDoor } from '../observability/watch-door.ts';
import { announceLimits } from './announce-limits.ts';
import { type BoundSessions, bindSessions } from './bound-sessions.ts';
import { guardConnections } from './guard-connections.ts';
import type { Identity } from '../sessions/session.ts';
import { logHookFailures } from './log-hook-failures.ts';
import { createSocketServer, type Server } from './socket-server.ts';

/** Socket.IO behind what keeps a server up: origins, limits, and certificates that stay with their session. */
export interface Door<User extends Identity = Identity> {
  readonly io: Server<User>;
  readonly certificateOf: BoundSessions['certificateOf'];
  /** For `createSocketMsgRouter`: counts and logs who was not let in, and logs hooks that failed. */
  readonly onHookFailed: (failure: HookFailure) => void;
}

export interface DoorParts {
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'onRefused' | 'onCut'>;
}

/** Socket.IO on an HTTPS server, with its heartbeat and everything that it refuses or cuts, by a named reason. */
export function createDoor<User extends Identity = Identity>(
  httpsServer: HttpsServer,
  config: ServerConfig,
  { logger, metrics }: DoorParts,
): Door<User> {
  const { onForeignOrigin, onCut, onRefused } = watchDoor(logger, metrics);
  const io = createSocketServer<User>(httpsServer, config, onForeignOrigin);
  guardConnections(io, config, onCut);
  announceLimits(io.of('/'), config);
  const { certificateOf } = bindSessions(io.engine, () => metrics.onRefused('foreign_certificate'));
  const logFailure = logHookFailures(logger);
  return {
    io,
    certificateOf,
    onHookFailed: (failure) => {
      onRefused(failure);
      logFailure(failure);
    },
  };
}
