import type { Logger } from 'pino';
import type { RedisClient } from './redis-client.ts';

/** Says in the log if this Redis forgets everything when it is started again; nothing if it may not be asked. */
export async function warnOfLoss(client: RedisClient, logger: Logger): Promise<void> {
  const { appendonly } = await client.configGet('appendonly').catch(() => ({ appendonly: undefined }));
  if (appendonly !== 'no') return;
  logger.warn('Redis has appendonly no: messages and sessions are lost when it is started again');
}
