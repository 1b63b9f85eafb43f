import { describe, expect, it } from 'vitest';
import { settled, startApp, tempFolder } from '../app.fixture.ts';
import { presenceJobs } from '../presence/sqlite-presence-store.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { serve } from './leaving.fixture.ts';
import { sessionJobs } from './sqlite-session-store.ts';

type Reply = { ok: true; data: { token: string } } | { ok: false };

describe('logins of one user on several connections at the same time', () => {
  it('leave the one that the store has: it goes on, and its token is good', async () => {
    await using app = await startApp();
    for (let round = 0; round < 10; round++) {
      const { socket, token } = await app.login(`Alice ${round}`);
      const tabs = [socket, await app.connect({ auth: { token } }), await app.connect({ auth: { token } })];
      const replies = (await Promise.all(
        tabs.map((tab) => tab.emitWithAck('user:enter', { name: `Alice ${round}` })),
      )) as Reply[];
      await settled(...tabs);
      const alive: number[] = [];
      for (const [index, tab] of tabs.entries())
        if ((await tab.emitWithAck('topic:open', { topic: 'general' })).ok) alive.push(index);
      expect(alive).toHaveLength(1);
      const reply = replies[alive[0] ?? 0];
      if (!reply?.ok) throw new Error('The connection that goes on has no token.');
      const again = await app.connect({ auth: { token: reply.data.token } });
      expect((await again.emitWithAck('user:renew')).ok).toBe(true);
    }
  });
});

describe('a login by a call that has no socket, as one over HTTP', () => {
  it('gives a token that connects, and the name is free until then', async () => {
    const { logins, knock, sessions } = await serve(async () => {
      const database = await openSqlite(tempFolder(), 'durable');
      return {
        sessions: await database.store(sessionJobs),
        presence: await (await openSqlite(tempFolder(), 'volatile')).store(presenceJobs),
      };
    });
    const first = await logins.logIn('', { name: 'Alice' });
    const second = await logins.logIn('', { name: 'Alice' });
    expect(first?.user.id).not.toBe(second?.user.id);
    const [socket] = await knock(second?.token).arrived;
    expect(socket.data.user).toEqual(second?.user);
    expect(await sessions.list({ limit: 9 })).toEqual({ users: [second?.user], total: 1 });
    expect(await logins.logIn('', { name: 'Alice' })).toBeUndefined();
  });
});

describe('a user of an application', () => {
  const places = async () => ({
    sessions: await (await openSqlite(tempFolder(), 'durable')).store(sessionJobs),
    presence: await (await openSqlite(tempFolder(), 'volatile')).store(presenceJobs),
  });

  it('is from the login on what JSON makes of it, as it is for everybody who gets it later', async () => {
    const { logins, connect, knock } = await serve(places);
    const { socket } = await connect();
    const given = { name: 'Alice', since: new Date(0), none: undefined, ask: () => 1 };
    const login = await logins.logIn(socket.id, given);
    const user = { id: expect.any(String), name: 'Alice', since: '1970-01-01T00:00:00.000Z' };
    expect(login?.user).toStrictEqual(user);
    expect(socket.data.user).toStrictEqual(user);
    const [later] = await knock(login?.token).arrived;
    expect(later.data.user).toStrictEqual(user);
  });

  it('may have a long name; a login with an id that no token can have fails, and leaves nothing', async () => {
    const { logins, connect, knock, sessions } = await serve(places);
    const { socket } = await connect();
    const name = 'n'.repeat(2_000);
    const login = await logins.logIn(socket.id, { name });
    const [later] = await knock(login?.token).arrived;
    expect(later.data.user?.name).toBe(name);
    const { socket: other } = await connect();
    await expect(logins.logIn(other.id, { name: 'Bob', id: 'i'.repeat(2_000) })).rejects.toThrow(
      new TypeError('The id of this user is too long: its token would have more than 1024 bytes.'),
    );
    expect(other.data.user).toBeUndefined();
    expect((await sessions.list({ limit: 9 })).total).toBe(1);
  });
});
