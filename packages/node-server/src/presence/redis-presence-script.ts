/**
 * Every step of presence in Redis, as one script. The arguments are the step, this node, its lease in milliseconds, the size
 * of a slice, and those of the step. What it keeps, below PREFIX: `nodes` (when each lease ends), `node:N` (its sockets),
 * `user:U` (node and socket of each), `socket:S` (node, user and the user's JSON), `rooms-of:S`, `room:R` (node, socket and user
 * of each member, with the place in the order of joining), `people:R` (how many sockets of each user are in it), `rooms`
 * (how many people are in each); and what is not published yet: `departures` (until when each is a node's) and `departed` (the
 * JSON of each). The prefix changes when these do.
 */
export const PRESENCE_SCRIPT = `
local PREFIX = 'switchboard:presence:2:'
local own, lease, slice = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local function key(kind, name) return PREFIX .. kind .. ':' .. name end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local lives = { [own] = true }
local function is_live(node)
  if lives[node] == nil then
    local till = redis.call('ZSCORE', PREFIX .. 'nodes', node)
    lives[node] = till and tonumber(till) > now or false
  end
  return lives[node]
end

local function departure(room, user) return #room .. ' ' .. room .. user end

-- One socket of a user is in a room no more. Gives whether it was the last.
local function remove(room, node, socket, user, json, till)
  if redis.call('HDEL', key('room', room), node .. ' ' .. socket .. ' ' .. user) == 0 then return false end
  if redis.call('HINCRBY', key('people', room), user, -1) > 0 then return false end
  redis.call('HDEL', key('people', room), user)
  if tonumber(redis.call('ZINCRBY', PREFIX .. 'rooms', -1, room)) <= 0 then
    redis.call('ZREM', PREFIX .. 'rooms', room)
  end
  local one = departure(room, user)
  redis.call('ZADD', PREFIX .. 'departures', till, one)
  redis.call('HSET', PREFIX .. 'departed', one, json)
  return true
end

-- Forgets a socket, or as many of its rooms as the budget has. Gives what is left of the budget: nothing where it was too small.
local function forget(socket, budget, till, left)
  local node, user, json = unpack(redis.call('HMGET', key('socket', socket), 'node', 'user', 'json'))
  if not node then return budget - 1 end
  local rooms = redis.call('SPOP', key('rooms-of', socket), budget)
  for _, room in ipairs(rooms) do
    if remove(room, node, socket, user, json, till) then
      table.insert(left, room)
      table.insert(left, json)
    end
  end
  if #rooms == budget then return 0 end
  redis.call('SREM', key('user', user), node .. ' ' .. socket)
  redis.call('SREM', key('node', node), socket)
  redis.call('DEL', key('socket', socket))
  return budget - #rooms - 1
end

-- Forgets sockets of a node, and the node where it has none left.
local function drop(node, budget, till, left)
  while budget > 0 do
    local socket = redis.call('SRANDMEMBER', key('node', node))
    if not socket then
      redis.call('ZREM', PREFIX .. 'nodes', node)
      return budget
    end
    budget = forget(socket, budget, till, left)
    if budget > 0 then redis.call('SREM', key('node', node), socket) end
  end
  return 0
end

-- A node that has no lease yet is one whose lease ran out, so that what it has is swept if it does not come back.
local function take(node, socket, user, json)
  redis.call('ZADD', PREFIX .. 'nodes', 'NX', 0, node)
  redis.call('SADD', key('node', node), socket)
  redis.call('SADD', key('user', user), node .. ' ' .. socket)
  redis.call('HSET', key('socket', socket), 'node', node, 'user', user, 'json', json)
end

-- Whether the socket can be the user's now; otherwise a part of what it was before is forgotten.
local function is_free(socket, user)
  local before = redis.call('HGET', key('socket', socket), 'user')
  return not before or before == user or forget(socket, slice, now + lease, {}) > 0
end

local function is_in(room, user)
  for _, entry in ipairs(redis.call('SMEMBERS', key('user', user))) do
    local node, socket = string.match(entry, '^(%S+) (.*)$')
    if is_live(node) and redis.call('SISMEMBER', key('rooms-of', socket), room) == 1 then return true end
  end
  return false
end

-- Who is in the room: by user id the first place and its socket, and how many they are.
local function people(room)
  local users, count = {}, 0
  local all = redis.call('HGETALL', key('room', room))
  for i = 1, #all, 2 do
    local node, socket, user = string.match(all[i], '^(%S+) (%S+) (.*)$')
    if is_live(node) then
      local place, before = tonumber(all[i + 1]), users[user]
      if not before then count = count + 1 end
      if not before or place < before.place then users[user] = { place = place, socket = socket } end
    end
  end
  return users, count
end

-- The members of nodes whose lease ran out take no place, so they are left out where they would make the room full.
local function is_full(room, limit)
  if tonumber(redis.call('ZSCORE', PREFIX .. 'rooms', room) or 0) < limit then return false end
  if redis.call('ZCOUNT', PREFIX .. 'nodes', '-inf', now) == 0 then return true end
  local _, count = people(room)
  return count >= limit
end

local function count_sockets(user, but)
  local count = 0
  for _, entry in ipairs(redis.call('SMEMBERS', key('user', user))) do
    if entry ~= but and is_live(string.match(entry, '^%S+')) then count = count + 1 end
  end
  return count
end

local steps = {}
function steps.connect(socket, user, json, limit)
  if count_sockets(user, own .. ' ' .. socket) >= tonumber(limit) then return 0 end
  if not is_free(socket, user) then return 'again' end
  take(own, socket, user, json)
  return 1
end
function steps.disconnect(socket)
  local left = {}
  local rest = forget(socket, slice, now + lease, left)
  table.insert(left, 1, rest)
  return left
end
function steps.join(socket, user, json, room, limit)
  if not is_free(socket, user) then return 'again' end
  local was_in = is_in(room, user)
  if not was_in and is_full(room, tonumber(limit)) then return 'full' end
  take(own, socket, user, json)
  if redis.call('SADD', key('rooms-of', socket), room) == 1 then
    local place = redis.call('INCR', PREFIX .. 'places')
    redis.call('HSET', key('room', room), own .. ' ' .. socket .. ' ' .. user, place)
    if redis.call('HINCRBY', key('people', room), user, 1) == 1 then
      redis.call('ZINCRBY', PREFIX .. 'rooms', 1, room)
    end
  end
  return was_in and 'in' or 'new'
end
function steps.leave(socket, user, json, room)
  redis.call('SREM', key('rooms-of', socket), room)
  return remove(room, own, socket, user, json, now + lease) and 1 or 0
end
function steps.members(room)
  local list = {}
  for _, one in pairs((people(room))) do table.insert(list, one) end
  table.sort(list, function(a, b) return a.place < b.place end)
  for i, one in ipairs(list) do list[i] = redis.call('HGET', key('socket', one.socket), 'json') end
  return list
end
function steps.in_room(room, user) return is_in(room, user) and 1 or 0 end
function steps.occupied(limit)
  return redis.call('ZRANGE', PREFIX .. 'rooms', 0, limit - 1, 'REV', 'WITHSCORES')
end
function steps.count_sockets(user) return count_sockets(user) end
function steps.renew()
  local till = redis.call('ZSCORE', PREFIX .. 'nodes', own)
  redis.call('ZADD', PREFIX .. 'nodes', now + lease, own)
  return till and tonumber(till) > now and 1 or 0
end
function steps.sweep()
  local budget = slice
  for _, node in ipairs(redis.call('ZRANGE', PREFIX .. 'nodes', '-inf', now, 'BYSCORE', 'LIMIT', 0, slice)) do
    if node ~= own then budget = drop(node, budget, 0, {}) end
    if budget <= 0 then break end
  end
  local found = redis.call('ZRANGE', PREFIX .. 'departures', '-inf', now, 'BYSCORE', 'LIMIT', 0, slice)
  local left = { (budget > 0 and #found < slice) and 1 or 0 }
  for _, one in ipairs(found) do
    local size, rest = string.match(one, '^(%d+) (.*)$')
    local room, user = string.sub(rest, 1, size), string.sub(rest, size + 1)
    if redis.call('HEXISTS', key('people', room), user) == 1 then
      redis.call('ZREM', PREFIX .. 'departures', one)
      redis.call('HDEL', PREFIX .. 'departed', one)
    else
      redis.call('ZADD', PREFIX .. 'departures', now + lease, one)
      table.insert(left, room)
      table.insert(left, redis.call('HGET', PREFIX .. 'departed', one))
    end
  end
  return left
end
function steps.release()
  local left = {}
  local rest = drop(own, slice, now + lease, left)
  table.insert(left, 1, rest)
  return left
end
function steps.published(...)
  local all = { ... }
  for i = 1, #all, 2 do
    local one = departure(all[i], all[i + 1])
    redis.call('ZREM', PREFIX .. 'departures', one)
    redis.call('HDEL', PREFIX .. 'departed', one)
  end
end

return steps[ARGV[1]](unpack(ARGV, 5))
`;
