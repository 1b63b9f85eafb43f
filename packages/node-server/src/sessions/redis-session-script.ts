/**
 * Every step of sessions in Redis, as one script: the first argument names the step. What it keeps, below PREFIX: `by-name` (what a
 * session is, as JSON, by the key of its name), `by-hash` and `by-user` (that key, by the session's hash and by the user), and
 * `by-end` (when each hash expires). The first version kept neither ends nor beginnings: `adopt` gives them to its sessions.
 * A user is JSON in the JSON: Lua's own reader refuses some of what an application may have in it.
 */
export const SESSION_SCRIPT = `
local PREFIX = 'switchboard:sessions:'
local SESSIONS, BY_HASH, BY_USER = PREFIX .. 'by-name', PREFIX .. 'by-hash', PREFIX .. 'by-user'
local BY_END = PREFIX .. 'by-end'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function end_of(hash)
  local till = redis.call('ZSCORE', BY_END, hash)
  return till and tonumber(till)
end

-- What is kept under the key of a name, and its JSON.
local function read(key)
  local json = key and redis.call('HGET', SESSIONS, key)
  if json then return cjson.decode(json), json end
end

-- The same, unless it has expired.
local function live(key)
  local session, json = read(key)
  if session and (end_of(session.hash) or math.huge) > now then return session, json end
end

local function drop(key)
  local session = read(key)
  if not session then return end
  redis.call('HDEL', SESSIONS, key)
  redis.call('HDEL', BY_HASH, session.hash)
  redis.call('ZREM', BY_END, session.hash)
  if redis.call('HGET', BY_USER, session.id) == key then redis.call('HDEL', BY_USER, session.id) end
end

local steps = {}
function steps.find(hash)
  local session, json = live(redis.call('HGET', BY_HASH, hash))
  return session and session.hash == hash and json
end
function steps.holder(key)
  local _, json = live(key)
  return json
end
function steps.begin(key, hash, id, name, user, lifetime, replacing)
  local holder = live(key)
  if holder and holder.id ~= replacing then return 0 end
  drop(key)
  drop(redis.call('HGET', BY_USER, id))
  local session = { id = id, name = name, hash = hash, user = user, begun = now }
  redis.call('HSET', SESSIONS, key, cjson.encode(session))
  redis.call('HSET', BY_HASH, hash, key)
  redis.call('HSET', BY_USER, id, key)
  redis.call('ZADD', BY_END, now + lifetime, hash)
  return 1
end
function steps.extend(hash, lifetime, max_age)
  local key = redis.call('HGET', BY_HASH, hash)
  local session = live(key)
  if not session or session.hash ~= hash then return end
  local last = (session.begun or now) + max_age
  local till = math.min(math.max(end_of(hash) or 0, now + lifetime), last)
  if till <= now then return drop(key) end
  redis.call('ZADD', BY_END, till, hash)
  return math.min(tonumber(lifetime), till - now)
end
steps['end'] = function(id, hash)
  local key = redis.call('HGET', BY_USER, id)
  local session = live(key)
  if not hash or session and session.hash == hash then drop(key) end
end
function steps.all()
  return { redis.call('HGETALL', SESSIONS), redis.call('ZRANGE', BY_END, '-inf', now, 'BYSCORE') }
end
function steps.sweep(limit)
  local hashes = redis.call('ZRANGE', BY_END, '-inf', now, 'BYSCORE', 'LIMIT', 0, limit)
  for _, hash in ipairs(hashes) do
    local key = redis.call('HGET', BY_HASH, hash)
    local session = read(key)
    if session and session.hash == hash then drop(key) end
    redis.call('HDEL', BY_HASH, hash)
    redis.call('ZREM', BY_END, hash)
  end
  return #hashes
end
function steps.has_endless() return redis.call('HLEN', SESSIONS) > redis.call('ZCARD', BY_END) end
function steps.adopt(lifetime, ...)
  for _, key in ipairs({ ... }) do
    local session = read(key)
    if session and not session.begun then
      session.begun = now
      redis.call('HSET', SESSIONS, key, cjson.encode(session))
      redis.call('ZADD', BY_END, 'NX', now + lifetime, session.hash)
    end
  end
end

return steps[ARGV[1]](unpack(ARGV, 2))
`;
