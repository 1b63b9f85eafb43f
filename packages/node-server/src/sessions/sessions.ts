import type { Contract } from '@switchboard/contract';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Server, Socket } from '../door/socket-server.ts';
import type { Presence } from '../presence/presence.ts';
import { admitBy } from './admit.ts';
import { checkSessions } from './check-sessions.ts';
import { type Identify, identifyBy } from './identify.ts';
import { createLiveSessions, type SessionEndReason } from './live-sessions.ts';
import { createLogins, type Logins } from './logins.ts';
import type { SessionStore } from './session-store.ts';
import { loadTokenSecrets } from './token-secrets.ts';
import { createTokens } from './tokens.ts';

/** Who is logged in: by tokens, in a store, and on the sockets that are there. */
export interface Sessions extends Logins {
  readonly store: SessionStore;
  readonly identify: Identify;
  /** For `createSocketMsgRouter`. */
  readonly admit: ReturnType<typeof admitBy>;
  /** For `createSocketMsgRouter`, as `onConnect` and `onDisconnect`: registers a socket, and removes it. */
  attach(socket: Socket): Promise<void>;
  detach(socket: Socket): void;
  /** Looks no more whether sessions have ended elsewhere. */
  close(): void;
}

export interface SessionsOptions {
  readonly config: ServerConfig;
  readonly contract: Contract;
  readonly store: SessionStore;
  readonly presence: Presence;
  readonly logger: Logger;
  /** Reports to the client of a socket that its session is over. */
  readonly onEnded: (socket: Socket, reason: SessionEndReason) => void;
}

/** Throws a StartError where the secrets of tokens cannot be used. */
export function createSessions(
  io: Server,
  { config, contract, store, presence, logger, onEnded }: SessionsOptions,
): Sessions {
  const secrets = loadTokenSecrets(config);
  const tokens = createTokens({ secrets, ttl: config.tokenTtl, audience: contract.name });
  const identify = identifyBy(tokens, store);
  const live = createLiveSessions(io, { ...presence, onEnded });
  const { maxConnectionsPerUser, sessionCheckInterval: interval } = config;
  return {
    ...createLogins({ store, tokens, live, presence }),
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
    close: checkSessions(io, {
      sessions: store,
      live,
      interval,
      onFailed: (error) => logger.warn({ err: error }, 'The sessions could not be checked'),
    }),
  };
}
