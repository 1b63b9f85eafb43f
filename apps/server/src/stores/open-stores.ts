import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { connectRedis, type RedisClient } from '../redis/redis-client.ts';
import { openDatabase, openPresenceDatabase } from './database.ts';
import type { MessageStore } from './message-store.ts';
import type { PresenceStore } from './presence-store.ts';
import { createRedisMessageStore } from './redis-message-store.ts';
import { createRedisPresenceStore } from './redis-presence-store.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { createSqliteMessageStore } from './sqlite-message-store.ts';
import { createSqlitePresenceStore } from './sqlite-presence-store.ts';
import { createSqliteSessionStore } from './sqlite-session-store.ts';

/** Everything that is kept outside of one process. */
export interface Stores {
  readonly messages: MessageStore;
  readonly sessions: SessionStore;
  readonly presence: PresenceStore;
  /** The connection that they share; `undefined` for those of one machine. */
  readonly redis: RedisClient | undefined;
  /** Whether the stores can be asked now. */
  isReady(): boolean;
  close(): Promise<void>;
}

/**
 * Opens the stores that all serving processes share: in Redis where there is one, otherwise in the data folder.
 * Rejects with a StartError if they cannot be used.
 */
export async function openStores(
  { dataDir, redis }: Pick<Config, 'dataDir' | 'redis'>,
  logger: Logger,
): Promise<Stores> {
  return redis ? openRedisStores(await connectRedis(redis, logger)) : openSqliteStores(dataDir);
}

async function openRedisStores(redis: RedisClient): Promise<Stores> {
  return {
    messages: createRedisMessageStore(redis),
    sessions: createRedisSessionStore(redis),
    presence: await createRedisPresenceStore(redis),
    redis,
    isReady: () => redis.isReady,
    close: async () => redis.destroy(),
  };
}

function openSqliteStores(dataDir: string): Stores {
  const database = openDatabase(dataDir);
  const presenceDatabase = openPresenceDatabase(dataDir);
  return {
    messages: createSqliteMessageStore(database),
    sessions: createSqliteSessionStore(database),
    presence: createSqlitePresenceStore(presenceDatabase),
    redis: undefined,
    isReady: () => database.open,
    close: async () => {
      database.close();
      presenceDatabase.close();
    },
  };
}
