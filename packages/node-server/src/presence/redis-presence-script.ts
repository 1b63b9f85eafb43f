/**
 * Every step of presence in Redis, as one script: the first argument names the step. What it keeps, below PREFIX:
 * `nodes` (when each lease ends), `node:N` (its sockets), `user:U` (node and socket of each), `socket:S` (node, user and
 * the user's JSON), `rooms-of:S`, `room:R` (node, socket and user of each member, with the place in the order of joining), and `rooms`
 * (how many people are in each).
 */
export const PRESENCE_SCRIPT = `
local PREFIX = 'switchboard:presence:'
local function key(kind, name) return PREFIX .. kind .. ':' .. name end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local lives = {}
local function is_live(node)
  if lives[node] == nil then
    local till = redis.call('ZSCORE', PREFIX .. 'nodes', node)
    lives[node] = till and tonumber(till) > now or false
  end
  return lives[node]
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

local function recount(room)
  local users, count = people(room)
  if count > 0 then redis.call('ZADD', PREFIX .. 'rooms', count, room)
  else redis.call('ZREM', PREFIX .. 'rooms', room) end
  return users
end

local function take(node, socket, user, json)
  redis.call('SADD', key('node', node), socket)
  redis.call('SADD', key('user', user), node .. ' ' .. socket)
  redis.call('HSET', key('socket', socket), 'node', node, 'user', user, 'json', json)
end

-- Forgets sockets; gives room and user of each departure, one after the other.
local function forget(sockets)
  local left = {}
  for _, socket in ipairs(sockets) do
    local node, user, json = unpack(redis.call('HMGET', key('socket', socket), 'node', 'user', 'json'))
    if node then
      for _, room in ipairs(redis.call('SMEMBERS', key('rooms-of', socket))) do
        redis.call('HDEL', key('room', room), node .. ' ' .. socket .. ' ' .. user)
        left[user .. ' ' .. room] = { room, user, json }
      end
      redis.call('SREM', key('user', user), node .. ' ' .. socket)
      redis.call('SREM', key('node', node), socket)
      redis.call('DEL', key('socket', socket), key('rooms-of', socket))
    end
  end
  local departures = {}
  for _, one in pairs(left) do
    local room, user, json = unpack(one)
    if not recount(room)[user] then
      table.insert(departures, room)
      table.insert(departures, json)
    end
  end
  return departures
end

local function drop_nodes(nodes)
  local sockets = {}
  for _, node in ipairs(nodes) do
    for _, socket in ipairs(redis.call('SMEMBERS', key('node', node))) do table.insert(sockets, socket) end
    redis.call('ZREM', PREFIX .. 'nodes', node)
    lives[node] = false
  end
  return forget(sockets)
end

local steps = {}
function steps.connect(node, socket, user, json)
  local before = redis.call('HGET', key('socket', socket), 'user')
  if before and before ~= user then forget({ socket }) end
  take(node, socket, user, json)
end
function steps.disconnect(socket) return forget({ socket }) end
function steps.join(node, socket, user, json, room, limit)
  local users, count = people(room)
  if not users[user] and count >= tonumber(limit) then return 'full' end
  take(node, socket, user, json)
  local place = redis.call('INCR', PREFIX .. 'places')
  redis.call('HSETNX', key('room', room), node .. ' ' .. socket .. ' ' .. user, place)
  redis.call('SADD', key('rooms-of', socket), room)
  recount(room)
  return users[user] and 'again' or 'new'
end
function steps.leave(node, socket, user, room)
  redis.call('SREM', key('rooms-of', socket), room)
  local removed = redis.call('HDEL', key('room', room), node .. ' ' .. socket .. ' ' .. user)
  if recount(room)[user] then return 0 end
  return removed
end
function steps.members(room)
  local list = {}
  for _, one in pairs((people(room))) do table.insert(list, one) end
  table.sort(list, function(a, b) return a.place < b.place end)
  for i, one in ipairs(list) do list[i] = redis.call('HGET', key('socket', one.socket), 'json') end
  return list
end
function steps.in_room(room, user) return people(room)[user] and 1 or 0 end
function steps.occupied(limit)
  return redis.call('ZRANGE', PREFIX .. 'rooms', 0, limit - 1, 'REV', 'WITHSCORES')
end
function steps.count_sockets(user)
  local count = 0
  for _, entry in ipairs(redis.call('SMEMBERS', key('user', user))) do
    if is_live(string.match(entry, '^%S+')) then count = count + 1 end
  end
  return count
end
function steps.renew(node, lease)
  local held = is_live(node)
  redis.call('ZADD', PREFIX .. 'nodes', now + lease, node)
  return held and 1 or 0
end
function steps.sweep()
  return drop_nodes(redis.call('ZRANGE', PREFIX .. 'nodes', '-inf', now, 'BYSCORE'))
end
function steps.release(node) return drop_nodes({ node }) end

return steps[ARGV[1]](unpack(ARGV, 2))
`;
