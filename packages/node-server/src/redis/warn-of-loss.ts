import type { Logger } from 'pino';
import type { RedisClient } from './redis-client.ts';

/** Warns in the log where this Redis loses its data when it is started again; not where it may not be asked. */
export async function warnOfLoss(client: RedisClient, logger: Logger): Promise<void> {
  const { appendonly } = await client.configGet('appendonly').catch(() => ({ appendonly: undefined }));
  if (appendonly !== 'no') return;
  logger.warn('Redis has appendonly no: sessions and all other data are lost when it is started again');
}
