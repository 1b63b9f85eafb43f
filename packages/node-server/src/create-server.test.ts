import { readFileSync } from 'node:fs';
import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { pino } from 'pino';
import { afterAll, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { asWorker, certificates, testConfig } from './app.fixture.ts';
import type { ServerConfig } from './config/server-config.ts';
import { createServer } from './create-server.ts';
import { StartError } from './lifecycle/start-error.ts';
import { roomKey } from './presence/room-key.ts';
import { openVolatileDatabase } from './stores/sqlite/database.ts';
import { startTestRedis } from './testing/test-redis.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';
import { dataOf, next } from './testing/waiting.ts';

const silent = pino({ level: 'silent' });
const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

// An application whose user is more than an id and a name.
const Profile = z.strictObject({
  name: z.string(),
  role: z.enum(['guest', 'owner']),
  teams: z.array(z.string()),
});
const Member = Profile.extend({ id: z.string() });
type Member = z.infer<typeof Member>;

const clientEventMap = defineEvents({
  'member:enter': {
    summary: 'Logs in',
    payload: Profile,
    response: z.strictObject({ user: Member, token: z.string(), expiresIn: z.int(), expiresAt: z.string() }),
    errors: { TAKEN: true },
  },
  'member:look': {
    summary: 'Gives the caller',
    response: z.strictObject({ user: Member }),
    policy: { scope: 'member', http: true },
  },
  'hall:enter': {
    summary: 'Goes where the others are',
    response: z.strictObject({ members: z.array(Member) }),
    policy: { scope: 'member' },
  },
  'hall:close': { summary: 'Only owners may', response: z.strictObject({}), policy: { scope: 'owner' } },
});
const serverEventMap = defineServerEvents({
  'hall:entered': { summary: 'Somebody came', payload: z.strictObject({ user: Member }) },
});
const contract = defineContract({ name: 'hall', version: '1.0.0', clientEventMap, serverEventMap });

async function startHall(changed: Partial<ServerConfig>): Promise<TestServer> {
  const app = await createServer<typeof clientEventMap, typeof serverEventMap, Member>({
    ...asWorker,
    contract,
    config: testConfig(changed),
    logger: silent,
    scopes: ['member', 'owner'],
    scopesOf: ({ user }) => (user ? ['member', ...(user.role === 'owner' ? ['owner'] : [])] : []),
    notices: (publish) => ({
      onJoined: (room, user) => publish.to(roomKey(room)).emit('hall:entered', { user }),
    }),
    controllers: ({ sessions, presence }) => ({
      'member:enter': async ({ message, socketId }, { fail }) =>
        (await sessions.logIn(socketId, message)) ?? fail('TAKEN'),
      'member:look': (_message, { user }) => {
        expectTypeOf(user).toEqualTypeOf<Member>();
        return { user };
      },
      'hall:enter': async ({ socketId }, { user }) => {
        const rooms = presence.roomsOf({ socketId, user });
        await rooms.join('hall', 9);
        return { members: await rooms.members('hall') };
      },
      'hall:close': () => ({}),
    }),
  });
  return startTestServer(app, readFileSync(certificates().ca, 'utf8'));
}

describe.each(['SQLite', 'Redis'])('a user who is more than an id and a name, in %s', (kind) => {
  it('is all there in every call, for every node, in rooms and events, and after a restart', async () => {
    const dataDir = testConfig().dataDir;
    const shared = { dataDir, redis: kind === 'Redis' ? { url: redis.url } : undefined };
    const zoe = { name: 'Zoe', role: 'owner', teams: ['a "b"', ''] };
    const bob = { name: 'Bob', role: 'guest', teams: [] };
    let token: string;
    {
      await using here = await startHall(shared);
      await using there = await startHall(shared);
      const socket = await here.connect();
      const entered = dataOf<{ user: Member; token: string }>(await socket.emitWithAck('member:enter', zoe));
      const user = { ...zoe, id: expect.any(String) };
      expect(entered.user).toEqual(user);
      token = entered.token;
      expect(dataOf(await socket.emitWithAck('hall:enter'))).toEqual({ members: [user] });

      const tab = await there.connect({ auth: { token } });
      expect(dataOf(await tab.emitWithAck('member:look'))).toEqual({ user });
      expect(await tab.emitWithAck('hall:close')).toMatchObject({ ok: true });
      const { text } = await there.request('/events/member:look', {
        ...{ method: 'POST', body: '{}' },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      });
      expect(JSON.parse(text)).toMatchObject({ data: { user } });

      const guest = await here.connect();
      dataOf(await guest.emitWithAck('member:enter', bob));
      expect(await guest.emitWithAck('hall:close')).toMatchObject({ ok: false });
      const came = next(socket, 'hall:entered');
      expect(dataOf(await guest.emitWithAck('hall:enter'))).toMatchObject({ members: [zoe, bob] });
      expect(await came).toMatchObject({ user: bob });
    }
    await using after = await startHall(shared);
    const again = await after.connect({ auth: { token } });
    expect(dataOf(await again.emitWithAck('member:look'))).toMatchObject({ user: zoe });
  });
});

describe('a server that cannot be made', () => {
  const misfit = { contract, logger: silent, controllers: () => ({}) as never };

  it('leaves no connection to Redis behind', async () => {
    const client = await redis.connect();
    const connections = async () => (await client.clientList()).length;
    const before = await connections();
    await expect(
      createServer({ ...misfit, config: testConfig({ redis: { url: redis.url } }) }),
    ).rejects.toThrow(/no controller for member:enter/);
    await expect.poll(connections).toBe(before);
  });

  it('leaves no lease behind', async () => {
    const config = testConfig();
    await expect(createServer({ ...misfit, config })).rejects.toThrow(TypeError);
    const short = { text: 'short' };
    await expect(createServer({ ...misfit, config: { ...config, tokenSecret: short } })).rejects.toThrow(
      StartError,
    );
    const database = openVolatileDatabase(config.dataDir);
    const { leases } = database.prepare('SELECT count(*) AS leases FROM nodes').get() as { leases: number };
    database.close();
    expect(leases).toBe(0);
  });

  it('says, before it opens anything, that the controllers are to be made by a function', async () => {
    const config = testConfig({ dataDir: '/dev/null/data' });
    const controllers = {} as never;
    await expect(createServer({ contract, logger: silent, config, controllers })).rejects.toThrow(
      new TypeError(
        'controllers takes a function that gets the parts and gives a controller for each event.',
      ),
    );
  });
});
