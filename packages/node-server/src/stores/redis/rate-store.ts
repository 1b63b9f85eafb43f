import type { RateStore } from '@switchboard/router';
import type { RedisClient } from '../../redis/redis-client.ts';
import { redisScript } from '../../redis/redis-script.ts';

const PREFIX = 'switchboard:rate:';

const TAKE = `
local count, per, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local before, at = unpack(redis.call('HMGET', KEYS[1], 'tokens', 'at'))
local there = before and math.min(count, before + math.max(0, now - at) * count / per) or count
local tokens = math.min(wanted, math.floor(there))
local rest = there - tokens
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', rest), 'at', string.format('%.3f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((count - rest) * per / count) + 1)
return { tokens, math.max(0, math.ceil((1 - rest) * per / count)) }
`;

/** The rates of identities over many machines, by Redis' own clock. A bucket that is full again is dropped. */
export function createRedisRateStore(client: RedisClient): RateStore {
  const script = redisScript(client, TAKE);
  return {
    take: async ({ key, count, per }, wanted) => {
      const [tokens, retryAfter] = (await script([PREFIX + key], [count, per, wanted])) as [number, number];
      return { tokens, retryAfter };
    },
  };
}
