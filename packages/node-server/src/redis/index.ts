export { onRedis } from './on-redis.ts';
export { connectRedis, type RedisClient } from './redis-client.ts';
export { redisScript } from './redis-script.ts';
export { reportGaps } from './report-gaps.ts';
export type { GapReason } from './stream-reader.ts';
