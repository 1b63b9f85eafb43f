import { randomBytes } from 'node:crypto';
import { onRedis } from '../redis/on-redis.ts';
import type { RedisClient } from '../redis/redis-client.ts';
import { redisScript } from '../redis/redis-script.ts';
import type { Identity as User } from './session.ts';
import { hashSessionId, nameKey } from './session-keys.ts';
import type { SessionStore } from './session-store.ts';

const PREFIX = 'switchboard:sessions:';
/** Hashes: what a session is, by the key of its name; and that key, by the session's hash and by the user. */
const [SESSIONS, BY_HASH, BY_USER] = [`${PREFIX}by-name`, `${PREFIX}by-hash`, `${PREFIX}by-user`];

const PRELUDE = `
local sessions, by_hash, by_user = unpack(KEYS)
local function drop(name)
  local json = name and redis.call('HGET', sessions, name)
  if not json then return end
  local session = cjson.decode(json)
  redis.call('HDEL', sessions, name)
  redis.call('HDEL', by_hash, session.hash)
  redis.call('HDEL', by_user, session.id)
end
`;

const BEGIN = `${PRELUDE}
local name, hash, user, json, replacing = unpack(ARGV)
local holder = redis.call('HGET', sessions, name)
if holder and cjson.decode(holder).id ~= replacing then return 0 end
drop(name)
drop(redis.call('HGET', by_user, user))
redis.call('HSET', sessions, name, json)
redis.call('HSET', by_hash, hash, name)
redis.call('HSET', by_user, user, name)
return 1
`;

const END = `${PRELUDE}
drop(redis.call('HGET', by_user, ARGV[1]))
`;

const FIND = `
local name = redis.call('HGET', KEYS[2], ARGV[1])
return name and redis.call('HGET', KEYS[1], name)
`;

/** The SessionStore in Redis, for processes on many machines. Ids are kept as hashes only. */
export function createRedisSessionStore(client: RedisClient): SessionStore {
  const begin = redisScript(client, BEGIN);
  const end = redisScript(client, END);
  const find = redisScript(client, FIND);
  const keys = [SESSIONS, BY_HASH, BY_USER];
  return {
    find: async (sessionId) => toUser(await find(keys, [hashSessionId(sessionId)])),
    holder: async (name) => toUser(await onRedis(() => client.hGet(SESSIONS, nameKey(name)))),
    begin: async ({ id, name }, replacing) => {
      const sessionId = randomBytes(24).toString('base64url');
      const hash = hashSessionId(sessionId);
      const json = JSON.stringify({ id, name, hash });
      const begun = await begin(keys, [nameKey(name), hash, id, json, replacing?.id ?? '']);
      return begun === 1 ? sessionId : undefined;
    },
    end: async (userId) => void (await end(keys, [userId])),
    list: async ({ search = '', after, limit }) => {
      const all = Object.entries(await onRedis(() => client.hGetAll(SESSIONS)));
      const found = all
        .map(([key, json]) => ({ key, user: toUser(json) as User }))
        .filter(({ key, user }) => key.includes(nameKey(search)) || user.id.includes(search))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const rest = after === undefined ? found : found.filter(({ key }) => key > nameKey(after));
      return { users: rest.slice(0, limit).map(({ user }) => user), total: found.length };
    },
  };
}

function toUser(json: unknown): User | undefined {
  if (typeof json !== 'string') return undefined;
  const { id, name } = JSON.parse(json) as User;
  return { id, name };
}
