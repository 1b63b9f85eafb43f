import { randomUUID } from 'node:crypto';
import { DEFAULT_LEASE } from '../presence/presence-store.ts';
import { onRedis } from '../redis/on-redis.ts';
import type { RedisClient } from '../redis/redis-client.ts';
import { redisScript } from '../redis/redis-script.ts';

/** Where the nodes of a server let each other know what they sign their tokens with. */
export interface SignerRegistry {
  /** Registers this node for the length of a lease. Resolves to what all live nodes sign with, by fingerprints. */
  register(fingerprint: string): Promise<string[]>;
  /** Removes this node. */
  release(): Promise<void>;
}

const SIGNERS = 'switchboard:signers';

const REGISTER = `
local node, fingerprint, lease = unpack(ARGV)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + lease, node .. ' ' .. fingerprint)
return redis.call('ZRANGE', KEYS[1], 0, -1)
`;

/** The registry in Redis. Leases run by its clock. */
export function createRedisSignerRegistry(client: RedisClient): SignerRegistry {
  const script = redisScript(client, REGISTER);
  const node = randomUUID();
  let registered: string | undefined;
  return {
    register: async (fingerprint) => {
      registered = `${node} ${fingerprint}`;
      const all = (await script([SIGNERS], [node, fingerprint, DEFAULT_LEASE])) as string[];
      return all.map((entry) => entry.slice(entry.indexOf(' ') + 1));
    },
    release: async () => {
      const entry = registered;
      if (entry !== undefined) await onRedis(() => client.zRem(SIGNERS, entry));
    },
  };
}
