import type { Logger } from 'pino';
import { onRedis } from './on-redis.ts';
import type { RedisClient } from './redis-client.ts';

/** Milliseconds between two looks. */
const INTERVAL = 1_000;

/** What is written to see whether it can be. */
const PROBE = 'switchboard:probe';

/** Rejects if Redis takes no writes. */
async function write(client: RedisClient): Promise<void> {
  await client.set(PROBE, '');
}

/** Whether Redis takes a write now. */
export function isWritable(client: RedisClient): Promise<boolean> {
  return onRedis(() => write(client)).then(
    () => true,
    () => false,
  );
}

/**
 * Leaves a Redis that follows another one, as a primary does after a failover: the connection is ended, again and again, until a
 * new one leads to a Redis that takes writes. It is logged once, and so is its end. It looks until the client is closed.
 */
export function leaveReplicas(client: RedisClient, logger: Logger): void {
  let isBusy = false;
  let isReplica = false;
  const look = async (): Promise<void> => {
    isBusy = true;
    try {
      await write(client);
      if (isReplica) logger.info('Redis takes writes again');
      isReplica = false;
    } catch (error) {
      if ((error as Error).message.startsWith('READONLY')) {
        if (!isReplica)
          logger.error('Redis follows another one and takes no writes: looking for the new primary');
        isReplica = true;
        // The server ends the connection, and the client makes a new one.
        await client.sendCommand(['QUIT']).catch(() => {});
      }
    }
    isBusy = false;
  };
  const timer = setInterval(() => {
    if (!client.isOpen) clearInterval(timer);
    else if (client.isReady && !isBusy) void look();
  }, INTERVAL).unref();
}
