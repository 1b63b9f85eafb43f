import cluster from 'node:cluster';
import type { CallStore, RateStore } from '@switchboard/router';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config/server-config.ts';
import type { Server } from '../door/socket-server.ts';
import type { AppOptions } from '../lifecycle/app.ts';
import { StartError } from '../lifecycle/start-error.ts';
import type { LeaseOptions, PresenceStore } from '../presence/presence-store.ts';
import { createRedisPresenceStore } from '../presence/redis-presence-store.ts';
import { presenceJobs } from '../presence/sqlite-presence-store.ts';
import { connectRedis, type RedisClient, unusableRedis } from '../redis/redis-client.ts';
import type { GapReason } from '../redis/stream-reader.ts';
import { warnOfClock } from '../redis/warn-of-clock.ts';
import { warnOfLoss } from '../redis/warn-of-loss.ts';
import { isWritable, leaveReplicas } from '../redis/watch-writes.ts';
import { createRedisSessionStore } from '../sessions/redis-session-store.ts';
import type { Identity } from '../sessions/session.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { createRedisSignerRegistry, type SignerRegistry } from '../sessions/signer-registry.ts';
import { sessionJobs } from '../sessions/sqlite-session-store.ts';
import { createRedisCallLedger } from './redis/call-ledger.ts';
import { createRedisRateStore } from './redis/rate-store.ts';
import { createSharedCallStore } from './shared-call-store.ts';
import { callJobs } from './sqlite/call-ledger.ts';
import { rateJobs } from './sqlite/rate-store.ts';
import { openSqlite } from './sqlite/sqlite.ts';
import type { Jobs } from './sqlite/sqlite-jobs.ts';

/** Everything that is kept outside of one process. */
export interface Stores<User extends Identity = Identity> {
  readonly sessions: SessionStore<User>;
  readonly presence: PresenceStore<User>;
  /** What the nodes sign their tokens with, where they are several. */
  readonly signers: SignerRegistry | undefined;
  /** For `createRouter`: nothing where one process alone has idempotent calls and rates, in its memory. */
  readonly router: { readonly callStore?: CallStore; readonly rateStore?: RateStore };
  /**
   * Lets the events of this server reach the sockets of other machines. Call it before anything looks at the adapter of `io`.
   * `onGap` is called when events of other servers may not have reached the sockets of this one. Rejects with a StartError if
   * Redis takes no events.
   */
  join(io: Server, onGap: (reason: GapReason) => void): Promise<void>;
  /**
   * Opens a store of the application: in Redis, or in the durable database of the data folder. Rejects with a TypeError if the
   * module and the name of its jobs do not lead to them, and with a StartError if it has no form for the Redis that there is.
   */
  open<Store>(kinds: StoreKinds<Store>): Promise<Store>;
  /** Whether the stores take a write now. */
  isReady(): boolean | Promise<boolean>;
  close(): Promise<void>;
}

/** A store, as it is kept in each place. */
export interface StoreKinds<Store> {
  readonly sqlite: Jobs<Store>;
  /** @default none: the server does not start with a Redis */
  readonly redis?: (client: RedisClient) => Store | Promise<Store>;
}

/**
 * Opens the stores that all serving processes share: in Redis where there is one, otherwise in the data folder.
 * Rejects with a StartError if they cannot be used. The data folder is then this process' alone, unless it is the `worker` of a primary.
 */
export async function openStores<User extends Identity = Identity>(
  { dataDir, redis }: Pick<ServerConfig, 'dataDir' | 'redis'>,
  logger: Logger,
  { worker }: Pick<AppOptions, 'worker'> = {},
): Promise<Stores<User>> {
  if (!redis) return openSqliteStores(dataDir, worker !== undefined || cluster.isWorker);
  const client = await connectRedis(redis, logger);
  try {
    leaveReplicas(client, logger);
    await warnOfLoss(client, logger);
    await warnOfClock(client, logger);
    return await openRedisStores(client);
  } catch (cause) {
    client.destroy();
    throw unusableRedis(cause);
  }
}

async function openRedisStores<User extends Identity>(redis: RedisClient): Promise<Stores<User>> {
  return {
    sessions: await createRedisSessionStore(redis),
    presence: await createRedisPresenceStore(redis),
    signers: createRedisSignerRegistry(redis),
    router: {
      callStore: createSharedCallStore(createRedisCallLedger(redis)),
      rateStore: createRedisRateStore(redis),
    },
    join: async (io, onGap) => {
      const { joinOverRedis } = await import('../redis/redis-adapter.ts');
      await joinOverRedis(io, redis, { onGap });
    },
    open: async ({ sqlite: { name }, redis: create }) => {
      if (create) return create(redis);
      throw new StartError(
        `The store "${name}" is for SQLite alone: leave REDIS_URL out, or give the store a form for Redis.`,
      );
    },
    isReady: () => isWritable(redis),
    close: async () => redis.destroy(),
  };
}

async function openSqliteStores<User extends Identity>(
  dataDir: string,
  isWorker: boolean,
): Promise<Stores<User>> {
  // The primary holds the folder for its workers.
  const durable = await openSqlite(dataDir, 'durable', { lock: !isWorker });
  const volatile = await openSqlite(dataDir, 'volatile').catch(async (error: unknown) => {
    await durable.close();
    throw error;
  });
  const router = isWorker && {
    callStore: createSharedCallStore(await volatile.store(callJobs)),
    rateStore: await volatile.store(rateJobs),
  };
  return {
    // They keep the whole user as JSON, whatever the application has it be.
    sessions: await durable.store(sessionJobs as Jobs<SessionStore<User>>),
    presence: await volatile.store(presenceJobs as Jobs<PresenceStore<User>, [LeaseOptions?]>),
    // All read the secret of one data folder, or are configured by one primary.
    signers: undefined,
    router: router || {},
    // The workers of one machine are joined by their primary.
    join: async () => {},
    open: (kinds) => durable.store(kinds.sqlite),
    isReady: durable.isUp,
    close: async () => {
      await volatile.close();
      await durable.close();
    },
  };
}
