import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { RedisConfig } from '../config/server-config.ts';
import { StartError } from '../lifecycle/start-error.ts';

/** Milliseconds between a lost connection and the first try, doubled up to the longest. */
const [FIRST_RETRY, LONGEST_RETRY] = [50, 2_000];

/** A frozen Redis says nothing: a ping goes out every second, and silence of three ends the connection. */
const [PING_INTERVAL, SILENCE] = [1_000, 3_000];

/** Commands that may wait for their replies; more are refused, so that an outage costs no memory. */
const MAX_WAITING = 10_000;

export type RedisClient = Awaited<ReturnType<typeof createRedisClient>>;

/** A connection that refuses commands while it is down, and comes back by itself. Not connected yet. */
async function createRedisClient({ url, caFile }: RedisConfig, isStarting: () => boolean) {
  // A fifth of what a start takes, for those alone who have a Redis.
  const { createClient } = await import('@redis/client');
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_WAITING,
    pingInterval: PING_INTERVAL,
    socket: {
      connectTimeout: SILENCE,
      socketTimeout: SILENCE,
      reconnectStrategy: (retries, cause) =>
        isStarting() ? cause : Math.min(FIRST_RETRY * 2 ** retries, LONGEST_RETRY),
      ...(url.startsWith('rediss:') && { tls: true, ...(caFile && { ca: readFileSync(caFile) }) }),
    },
  });
}

/**
 * Connects to Redis. Rejects with a StartError if it cannot be reached, refuses the password, or is older than 6.2.
 * An outage later on is logged once, and so is its end.
 */
export async function connectRedis(config: RedisConfig, logger: Logger): Promise<RedisClient> {
  let isStarting = true;
  const client = await createRedisClient(config, () => isStarting);
  let isDown = false;
  client.on('error', (error: Error) => {
    // Closing it refuses what waits for a reply, which is no outage.
    if (isStarting || isDown || !client.isOpen) return;
    isDown = true;
    logger.error({ err: error }, 'Redis is out of reach');
  });
  client.on('ready', () => {
    if (isDown) logger.info('Redis is back');
    isDown = false;
  });
  try {
    await client.connect();
    assertVersion(await client.sendCommand(['HELLO']));
    isStarting = false;
  } catch (cause) {
    if (client.isOpen) client.destroy();
    throw unusableRedis(cause);
  }
  return client;
}

/** Says in one line why a server cannot start on this Redis. */
export function unusableRedis(cause: unknown): StartError {
  return new StartError(`REDIS_URL cannot be used: ${reasonOf(cause as Error)}.`, { cause });
}

/** `hello` is a flat list of names and values. */
function assertVersion(hello: unknown): void {
  const fields = hello as unknown[];
  const version = String(fields[fields.indexOf('version') + 1]);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) throw new Error(`it is Redis ${version}, and 6.2 is needed`);
}

/** Some of node's errors carry their words inside alone. */
function reasonOf(error: Error): string {
  const inner = error.cause instanceof Error ? error.cause : error;
  const words = inner.message || (inner as NodeJS.ErrnoException).code || inner.name;
  return words.replace(/\.+$/, '');
}
