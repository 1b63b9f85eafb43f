import type { Logger } from 'pino';
import type { RedisClient } from './redis-client.ts';

/** Milliseconds from Redis' clock. Two machines that are nearer to it both are within a minute of each other, which tokens allow. */
const MOST = 30_000;

/** Warns in the log where the clock of this machine is so far from Redis' that other machines may refuse its tokens. */
export async function warnOfClock(client: RedisClient, logger: Logger): Promise<void> {
  const [seconds] = await client.time();
  const ahead = Date.now() - Number(seconds) * 1_000;
  if (Math.abs(ahead) <= MOST) return;
  logger.warn(
    { aheadSeconds: Math.round(ahead / 1_000) },
    'The clock of this machine is not that of Redis: servers whose clocks are more than a minute apart refuse the tokens of each other',
  );
}
