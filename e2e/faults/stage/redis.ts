import { onTestFinished } from 'vitest';
import { type RedisProcess, startRedisProcess } from '../../stack/redis-process.ts';

/** Starts a Redis that ends with the test. */
export async function startRedis(): Promise<RedisProcess> {
  const redis = await startRedisProcess();
  onTestFinished(redis.stop);
  return redis;
}
