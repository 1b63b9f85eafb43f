import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Server as SocketIoServer } from 'socket.io';
import { io as openClient } from 'socket.io-client';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Server, Socket } from '../door/socket-server.ts';
import { connectRedis } from '../redis/redis-client.ts';
import type { Identity } from '../sessions/session.ts';
import { startRedisSwitch, startTestRedis, type TestRedisSwitch } from '../testing/test-redis.ts';
import { within } from '../testing/waiting.ts';
import { createPresence, type Presence } from './presence.ts';
import { createRedisPresenceStore } from './redis-presence-store.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
const logger = pino({ level: 'silent' });
/** Milliseconds: shorter than it ships, so that a test need not wait. */
const lease = 5_000;
const alice = { id: 'u1', name: 'Alice' };
const bob = { id: 'u2', name: 'Bob' };
const many = Array.from({ length: 400 }, (_, i) => `r${i}`);

interface Node {
  readonly presence: Presence;
  readonly sockets: ReadonlyMap<string, Socket>;
  /** Rooms and users, in the order of `onJoined` and `onLeft`. */
  readonly heard: string[];
  members(room: string): Promise<Identity[]>;
  connect(user: Identity): Promise<{ readonly rooms: ReturnType<Presence['roomsOf']>; leave(): void }>;
}

async function startNode(url: string): Promise<Node> {
  const http = createServer().listen(0);
  await once(http, 'listening');
  const io: Server = new SocketIoServer(http);
  const client = await connectRedis({ url }, logger);
  const heard: string[] = [];
  const presence = createPresence(io, {
    store: await createRedisPresenceStore(client, { lease }),
    logger,
    onJoined: (room, { name }) => heard.push(`${name} joined ${room}`),
    onLeft: (room, { name }) => heard.push(`${name} left ${room}`),
  });
  onTestFinished(async () => {
    await io.close();
    await presence.close();
    client.destroy();
  });
  io.on('connection', (socket) => socket.on('disconnect', () => presence.detach(socket)));
  const { port } = http.address() as AddressInfo;
  return {
    presence,
    sockets: io.of('/').sockets,
    heard,
    members: presence.roomsOf({ socketId: '', user: undefined }).members,
    connect: async (user) => {
      const tab = openClient(`http://localhost:${port}`, { forceNew: true, transports: ['websocket'] });
      onTestFinished(() => void tab.disconnect());
      await new Promise<void>((resolve) => tab.once('connect', resolve));
      const socketId = tab.id ?? '';
      await presence.signIn(socketId, user);
      return { rooms: presence.roomsOf({ socketId, user }), leave: () => tab.disconnect() };
    },
  };
}

describe('a node with a slow line to Redis', () => {
  let line: TestRedisSwitch;
  let here: Node;
  let there: Node;
  beforeEach(async () => {
    await (await redis.connect()).flushAll();
    line = await startRedisSwitch(redis);
    onTestFinished(() => line[Symbol.asyncDispose]());
    [here, there] = [await startNode(line.url), await startNode(redis.url)];
  });

  it('holds its lease while it registers everything again, so that the others lose nobody', async () => {
    const { rooms } = await here.connect(alice);
    await Promise.all(many.map((room) => rooms.join(room, 9)));
    line.slow(10);
    here.heard.length = 0;
    // One after the other, that takes longer than a lease holds.
    await (await redis.connect()).flushAll();
    await expect.poll(() => here.heard, { timeout: 6_000 }).toHaveLength(many.length);
    expect(await there.presence.occupied(1_000)).toHaveLength(many.length);
    expect([here.heard.filter((one) => one.includes('left')), there.heard]).toEqual([[], []]);
  });

  it('holds its lease while it forgets those who left in an outage', async () => {
    const { rooms } = await here.connect(alice);
    await rooms.join('lobby', 9);
    const gone = await Promise.all(Array.from({ length: 200 }, () => here.connect(bob)));
    line.lead({ url: 'redis://127.0.0.1:1' });
    line.cut();
    for (const { leave } of gone) leave();
    await expect.poll(() => here.sockets.size).toBe(1);
    line.slow(20);
    line.lead(redis);
    await expect.poll(() => there.presence.isConnected(bob.id), { timeout: 8_000 }).toBe(false);
    expect(await there.members('lobby')).toEqual([alice]);
    expect([...here.heard, ...there.heard]).toEqual(['Alice joined lobby']);
  });
});

describe('where the answer of Redis is lost', () => {
  let line: TestRedisSwitch;
  let here: Node;
  beforeEach(async () => {
    await (await redis.connect()).flushAll();
    line = await startRedisSwitch(redis);
    onTestFinished(() => line[Symbol.asyncDispose]());
    here = await startNode(line.url);
  });
  const inRoom = (node: Node) => node.members('lobby');

  it('nobody is left in a room that they could not join, and joining again is reported', async () => {
    const there = await startNode(redis.url);
    const { rooms } = await here.connect(alice);
    line.loseReplies();
    await expect(rooms.join('lobby', 9)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    line.cut();
    expect(await inRoom(there)).toEqual([alice]);
    await expect.poll(() => inRoom(there), { timeout: 5_000 }).toEqual([]);
    expect(here.heard).toEqual(['Alice left lobby']);
    expect(await rooms.join('lobby', 9)).toBe(true);
    expect([here.heard, await inRoom(there)]).toEqual([['Alice left lobby', 'Alice joined lobby'], [alice]]);
  });

  it('joining again at once is reported, too', async () => {
    const { rooms } = await here.connect(alice);
    line.loseReplies();
    await expect(rooms.join('lobby', 9)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    line.cut();
    const joinAgain = () => rooms.join('lobby', 9).catch(() => false);
    await expect.poll(joinAgain, { timeout: 5_000 }).toBe(true);
    expect(here.heard).toEqual(['Alice left lobby', 'Alice joined lobby']);
    expect(await inRoom(here)).toEqual([alice]);
  });

  it('a room is left here at once, and in the store when it answers', async () => {
    const there = await startNode(redis.url);
    const { rooms } = await here.connect(alice);
    await rooms.join('lobby', 9);
    redis.freeze();
    onTestFinished(() => redis.thaw());
    const leaving = rooms.leave('lobby');
    expect(await rooms.has('lobby')).toBe(false);
    expect(await within(2_500, leaving)).toBe(true);
    redis.thaw();
    await expect.poll(() => inRoom(there).catch(() => undefined), { timeout: 5_000 }).toEqual([]);
    await expect
      .poll(() => [...here.heard, ...there.heard], { timeout: 10_000 })
      .toContain('Alice left lobby');
  });

  it('who has joined again is still in the room after the next renewals', async () => {
    const { rooms } = await here.connect(alice);
    await rooms.join('lobby', 9);
    line.loseReplies();
    expect(await rooms.leave('lobby')).toBe(true);
    line.cut();
    const joinAgain = () => rooms.join('lobby', 9).catch(() => false);
    await expect.poll(joinAgain, { timeout: 5_000 }).toBe(true);
    const client = await redis.connect();
    const renewals = async () => client.zScore('switchboard:presence:2:nodes', await theNode());
    const theNode = async () => (await client.zRange('switchboard:presence:2:nodes', 0, 0))[0] ?? '';
    const before = await renewals();
    await expect.poll(renewals, { timeout: 5_000 }).toBeGreaterThan((before ?? 0) + 2_000);
    expect(await inRoom(here)).toEqual([alice]);
  });
});
