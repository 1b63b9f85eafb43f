import type { Contract } from '@switchboard/contract';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Server, Socket } from '../door/socket-server.ts';
import type { ReadinessCheck } from '../observability/health.ts';
import type { Presence } from '../presence/presence.ts';
import type { Stores } from '../stores/open-stores.ts';
import { admitBy } from './admit.ts';
import { checkSessions } from './check-sessions.ts';
import { type Identify, identifyBy } from './identify.ts';
import { createLiveSessions, type SessionEndReason } from './live-sessions.ts';
import { createLogins, type Logins } from './logins.ts';
import type { Identity } from './session.ts';
import type { SessionStore } from './session-store.ts';
import { sweepSessions } from './sweep-sessions.ts';
import { loadTokenSecrets } from './token-secrets.ts';
import { createTokens } from './tokens.ts';
import { watchSigners } from './watch-signers.ts';

/** Who is logged in: by tokens, in a store, and on the sockets that are there. */
export interface Sessions<User extends Identity = Identity> extends Logins<User> {
  readonly store: SessionStore<User>;
  readonly identify: Identify<User>;
  /** For `createSocketMsgRouter`. */
  readonly admit: ReturnType<typeof admitBy<User>>;
  /** For `createSocketMsgRouter`, as `onConnect` and `onDisconnect`: registers a socket, and removes it. */
  attach(socket: Socket<User>): Promise<void>;
  detach(socket: Socket<User>): void;
  /** For `/readyz`: whether the other nodes sign with secrets that this one has. Nothing where there are no others. */
  readonly readiness: readonly ReadinessCheck[];
  /** Looks no more whether sessions have ended elsewhere, or expired. */
  close(): Promise<void>;
}

export interface SessionsOptions<User extends Identity = Identity> {
  readonly config: Pick<
    ServerConfig,
    | 'tokenSecret'
    | 'dataDir'
    | 'tokenTtl'
    | 'sessionMaxAge'
    | 'sessionCheckInterval'
    | 'maxConnectionsPerUser'
  >;
  readonly contract: Contract;
  readonly stores: Pick<Stores<User>, 'sessions' | 'signers'>;
  readonly presence: Presence<User>;
  readonly logger: Logger;
  /** Reports to the client of a socket that its session is over. @default nothing is sent */
  readonly onSessionEnded?: ((socketId: string, reason: SessionEndReason) => void) | undefined;
}

/** Throws a StartError where the secrets of tokens cannot be used. */
export function createSessions<User extends Identity = Identity>(
  io: Server<User>,
  { config, contract, stores, presence, logger, onSessionEnded }: SessionsOptions<User>,
): Sessions<User> {
  const { sessions: store, signers: registry } = stores;
  const secrets = loadTokenSecrets(config);
  const tokens = createTokens({ secrets, ttl: config.tokenTtl, audience: contract.name });
  const identify = identifyBy(tokens, store);
  const live = createLiveSessions(io, { ...presence, onSessionEnded });
  const { maxConnectionsPerUser, sessionMaxAge: maxAge, sessionCheckInterval: interval } = config;
  const warn = (what: string) => (error: unknown) => logger.warn({ err: error }, what);
  const stopCheck = checkSessions(io, {
    ...{ sessions: store, live, interval },
    onFailed: warn('The sessions could not be checked'),
  });
  const stopSweep = sweepSessions(store, {
    interval,
    onFailed: warn('The sessions that have expired could not be dropped'),
  });
  const signers = registry && watchSigners(registry, { secrets, logger });
  return {
    ...createLogins({ store, tokens, maxAge, live, presence }),
    store,
    identify,
    admit: admitBy({ contract, identify, presence, maxConnectionsPerUser }),
    attach: async (socket) => {
      live.attach(socket);
      await presence.attach(socket);
    },
    detach: (socket) => {
      live.detach(socket);
      presence.detach(socket);
    },
    readiness: signers ? [signers] : [],
    close: async () => {
      stopCheck();
      stopSweep();
      await signers?.close();
    },
  };
}
