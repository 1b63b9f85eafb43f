import type { CallStore, RateStore } from '@switchboard/router';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { RedisClient } from '../redis/redis-client.ts';
import { warnOfLoss } from '../redis/warn-of-loss.ts';
import type { MessageStore } from './message-store.ts';
import type { PresenceStore } from './presence-store.ts';
import { createRedisCallLedger } from './redis-call-ledger.ts';
import { createRedisMessageStore } from './redis-message-store.ts';
import { createRedisPresenceStore } from './redis-presence-store.ts';
import { createRedisRateStore } from './redis-rate-store.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { createSharedCallStore } from './shared-call-store.ts';
import { openSqlite } from './sqlite.ts';

/** Everything that is kept outside of one process. */
export interface Stores {
  readonly messages: MessageStore;
  readonly sessions: SessionStore;
  readonly presence: PresenceStore;
  /** Of idempotent calls; `undefined` where one process alone has them, in its memory. */
  readonly calls: CallStore | undefined;
  /** Of identities; `undefined` where one process alone counts. */
  readonly rates: RateStore | undefined;
  /** The connection that they share; `undefined` for those of one machine. */
  readonly redis: RedisClient | undefined;
  /** Whether the stores can be asked now. */
  isReady(): boolean | Promise<boolean>;
  close(): Promise<void>;
}

export interface StoreUser {
  readonly logger: Logger;
  /** Whether no other process serves from this data folder. */
  readonly isAlone: boolean;
}

/**
 * Opens the stores that all serving processes share: in Redis where there is one, otherwise in the data folder.
 * Rejects with a StartError if they cannot be used.
 */
export async function openStores(
  { dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>,
  { logger, isAlone }: StoreUser,
): Promise<Stores> {
  if (!redis) return openSqliteStores(dataDir, isAlone);
  // The client is a fifth of what a start takes, for those alone who have a Redis.
  const { connectRedis } = await import('../redis/redis-client.ts');
  const client = await connectRedis(redis, logger);
  await warnOfLoss(client, logger);
  return openRedisStores(client);
}

async function openRedisStores(redis: RedisClient): Promise<Stores> {
  return {
    messages: createRedisMessageStore(redis),
    sessions: createRedisSessionStore(redis),
    presence: await createRedisPresenceStore(redis),
    calls: createSharedCallStore(createRedisCallLedger(redis)),
    rates: createRedisRateStore(redis),
    redis,
    isReady: () => redis.isReady,
    close: async () => redis.destroy(),
  };
}

async function openSqliteStores(dataDir: string, isAlone: boolean): Promise<Stores> {
  const [durable, volatile] = await Promise.all([
    openSqlite(dataDir, 'durable'),
    openSqlite(dataDir, 'volatile'),
  ]);
  return {
    messages: await durable.store('messages'),
    sessions: await durable.store('sessions'),
    presence: await volatile.store('presence'),
    calls: isAlone ? undefined : createSharedCallStore(await volatile.store('calls')),
    rates: isAlone ? undefined : await volatile.store('rates'),
    redis: undefined,
    isReady: durable.isUp,
    close: async () => {
      await Promise.all([durable.close(), volatile.close()]);
    },
  };
}
