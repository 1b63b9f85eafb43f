import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import type { Socket } from '../door/socket-server.ts';
import { createRedisPresenceStore } from '../presence/redis-presence-store.ts';
import { presenceJobs } from '../presence/sqlite-presence-store.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { type OpenStores, type Served, serve } from './leaving.fixture.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import { sessionJobs } from './sqlite-session-store.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());
afterEach(() => void vi.useRealTimers());

const kinds: Record<string, () => Promise<OpenStores>> = {
  SQLite: async () => {
    const [durable, volatile] = [
      await openSqlite(tempFolder(), 'durable'),
      await openSqlite(tempFolder(), 'volatile'),
    ];
    return { sessions: await durable.store(sessionJobs), presence: await volatile.store(presenceJobs) };
  },
  Redis: async () => {
    const client = await redis.connect();
    await client.flushAll();
    return {
      sessions: await createRedisSessionStore(client),
      presence: await createRedisPresenceStore(client),
    };
  },
};

interface Case {
  /** Who the socket is before. */
  readonly before?: { readonly name: string };
  /** The sessions that are left after a call that ended while its socket was there, and after one that did not; left out where it may be either. */
  readonly sessions?: readonly [whileThere: number, whenGone: number];
  readonly call: (served: Served, socket: Socket) => Promise<unknown>;
}

const room = 'general';
const user = { id: 'u1', name: 'Alice' };

const cases: Record<string, Case> = {
  'logs in': { sessions: [1, 0], call: ({ logins }, { id }) => logins.logIn(id, { name: 'Alice' }) },
  'logs in by an id of the application': {
    sessions: [1, 0],
    call: ({ logins }, { id }) => logins.logIn(id, user),
  },
  'logs in by another name': {
    before: { name: 'Bob' },
    call: ({ logins }, { id }) => logins.logIn(id, { name: 'Alice' }),
  },
  'logs in again': {
    before: { name: 'Alice' },
    call: ({ logins }, { id }) => logins.logIn(id, { name: 'ALICE' }),
  },
  'refreshes its token': {
    before: user,
    sessions: [1, 1],
    call: ({ logins }, { id }) => logins.refresh(id),
  },
  'enters a room': {
    before: user,
    sessions: [1, 1],
    call: ({ rooms }, { id: socketId, data }) => rooms({ socketId, user: data.user }).join(room, 9),
  },
  'logs out': { before: user, call: ({ logins }, { id }) => logins.logOut(id) },
};

describe.each(Object.entries(kinds))('with its stores in %s, a socket that leaves', (_kind, open) => {
  let served: Served;
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });

  /** Nothing of the sockets that have left is anywhere, and anybody can have the names. */
  const expectNothing = async (at: string): Promise<void> => {
    const { io, presence, logins, connect } = served;
    const { adapter, sockets } = io.of('/');
    for (const ids of adapter.rooms.values()) for (const id of ids) expect(sockets.has(id), at).toBe(true);
    await expect.poll(() => presence.countSockets(user.id), { message: at }).toBe(0);
    await expect.poll(() => presence.members(room), { message: at }).toEqual([]);
    for (const name of ['Alice', 'Bob']) {
      const { socket, leave } = await connect();
      await expect.poll(() => logins.logIn(socket.id, { name }), { message: at }).toBeDefined();
      await logins.logOut(socket.id);
      await leave();
    }
  };

  it.each(Object.entries(cases))('at any wait of a call that %s is forgotten', async (_what, row) => {
    served = await serve(open);
    const { watch, logins, sessions, connect } = served;
    const run = async (at?: string): Promise<string[]> => {
      const { socket, leave } = await connect();
      if (row.before) await logins.logIn(socket.id, row.before);
      watch.begin(at, leave);
      await row.call(served, socket).catch(() => undefined);
      const [whileThere, whenGone] = row.sessions ?? [];
      const left = socket.connected ? whileThere : whenGone;
      await leave(); // The call does not wait for all of them.
      const waits = watch.end();
      if (left !== undefined)
        await expect
          .poll(() => sessions.list({ limit: 1 }), { message: at ?? '' })
          .toMatchObject({ total: left });
      await expectNothing(at ?? '');
      return waits;
    };
    const waits = await run();
    expect(waits.length).toBeGreaterThan(0);
    for (const number of waits.keys())
      for (const when of ['before', 'after']) await run(`${when} ${number + 1}`);
  });

  it('at any wait of a handshake with a token is forgotten', async () => {
    served = await serve(open);
    const { watch, logins, connect, knock } = served;
    for (const at of [undefined, ...[1, 2, 3, 4].flatMap((n) => [`before ${n}`, `after ${n}`])]) {
      const first = await connect();
      const { token } = (await logins.logIn(first.socket.id, user)) ?? {};
      await first.leave();
      await expect.poll(() => served.presence.countSockets(user.id)).toBe(0);
      const { arrived, leave } = knock(token);
      watch.begin(at, leave);
      if (at === undefined) await arrived;
      await leave();
      await expect.poll(() => served.io.engine.clientsCount).toBe(0);
      if (at === undefined) expect(watch.waits.slice(0, 4)).toEqual(['verify', 'find', 'connect', 'connect']);
      await expectNothing(at ?? '');
      watch.end();
    }
  });

  it('before it is registered is forgotten', async () => {
    served = await serve(open);
    const { connect, attach } = served;
    const { socket, leave } = await connect();
    await leave();
    socket.data.session = { id: 's', user, expiresAt: Date.now() + 60_000 };
    socket.data.user = user;
    await attach(socket);
    await expectNothing('');
  });

  it('at any wait of the renewal that registers it again is forgotten', async () => {
    served = await serve(open);
    const { watch, logins, rooms, connect, loseLease } = served;
    for (const at of [undefined, ...[1, 2, 3].flatMap((n) => [`before ${n}`, `after ${n}`])]) {
      const { socket, leave } = await connect();
      await logins.logIn(socket.id, user);
      for (const name of [room, 'other']) await rooms({ socketId: socket.id, user }).join(name, 9);
      // What held the name during the login is gone.
      await expect.poll(() => served.presence.countSockets(user.id)).toBe(1);
      watch.begin(at, leave);
      const renewed = loseLease();
      vi.advanceTimersByTime(2_000);
      await renewed;
      if (at === undefined) expect(watch.waits).toEqual(['connect', 'join', 'join']);
      await leave();
      watch.end();
      await expectNothing(at ?? '');
    }
  });
});
