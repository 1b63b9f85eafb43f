import { onRedis } from '../../redis/on-redis.ts';
import type { RedisClient } from '../../redis/redis-client.ts';
import { redisScript } from '../../redis/redis-script.ts';
import type { CallLedger, LedgerEntry } from '../call-ledger.ts';

const PREFIX = 'switchboard:call:';

const CLAIM = `
local digest, owner, lease = unpack(ARGV)
if redis.call('HSETNX', KEYS[1], 'owner', owner) == 0 then
  return redis.call('HMGET', KEYS[1], 'digest', 'reply')
end
redis.call('HSET', KEYS[1], 'digest', digest)
redis.call('PEXPIRE', KEYS[1], lease)
`;

const RENEW = `
local lease = ARGV[1]
for i, key in ipairs(KEYS) do
  if redis.call('HGET', key, 'owner') == ARGV[i + 1] then redis.call('PEXPIRE', key, lease) end
end
`;

const SETTLE = `
local owner, window, reply = unpack(ARGV)
if redis.call('HGET', KEYS[1], 'owner') ~= owner then return end
if not reply then return redis.call('DEL', KEYS[1]) end
redis.call('HSET', KEYS[1], 'reply', reply)
redis.call('PEXPIRE', KEYS[1], window)
`;

/** The calls of processes on many machines. Redis takes whole milliseconds: a part of one counts as one. */
export function createRedisCallLedger(client: RedisClient): CallLedger {
  const claim = redisScript(client, CLAIM);
  const renew = redisScript(client, RENEW);
  const settle = redisScript(client, SETTLE);
  return {
    claim: async ({ key, digest, owner }, lease) =>
      toEntry((await claim([PREFIX + key], [digest, owner, Math.ceil(lease)])) as Fields),
    read: async (key) => toEntry(await onRedis(() => client.hmGet(PREFIX + key, ['digest', 'reply']))),
    renew: async (claims, lease) => {
      const owners = claims.map(({ owner }) => owner);
      await renew(
        claims.map(({ key }) => PREFIX + key),
        [Math.ceil(lease), ...owners],
      );
    },
    settle: async ({ key, owner }, reply, window) =>
      void (await settle(
        [PREFIX + key],
        [owner, Math.ceil(window), ...(reply === undefined ? [] : [reply])],
      )),
  };
}

type Fields = readonly (string | null)[] | null;

function toEntry(fields: Fields): LedgerEntry | undefined {
  const [digest, reply] = fields ?? [];
  return digest ? { digest, reply: reply ?? undefined } : undefined;
}
