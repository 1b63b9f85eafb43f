import { afterAll, describe, expect, it } from 'vitest';
import { failure, startApp, startWorker, tempFolder } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { openDatabase } from '../stores/sqlite/database.ts';
import { openSqlite } from '../stores/sqlite/sqlite.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { dataOf, next } from '../testing/waiting.ts';
import { createRedisSessionStore } from './redis-session-store.ts';
import type { SessionStore } from './session-store.ts';
import { sessionJobs } from './sqlite-session-store.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

const ENDED = failure('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
const HOUR = 3_600_000;

interface Place {
  readonly config: Pick<ServerConfig, 'dataDir' | 'redis'>;
  /** The store as a server opens it. */
  open(): Promise<SessionStore>;
  /** How many sessions are kept. */
  count(): Promise<number>;
}

const places: Record<string, () => Promise<Place>> = {
  SQLite: async () => {
    const dataDir = tempFolder();
    return {
      config: { dataDir, redis: undefined },
      open: async () => (await openSqlite(dataDir, 'durable')).store(sessionJobs),
      count: async () => {
        const database = openDatabase(dataDir);
        const { count } = database.prepare('SELECT count(*) AS count FROM sessions').get() as {
          count: number;
        };
        database.close();
        return count;
      },
    };
  },
  Redis: async () => {
    const client = await redis.connect();
    await client.flushAll();
    return {
      config: { dataDir: tempFolder(), redis: { url: redis.url } },
      open: () => createRedisSessionStore(client),
      count: () => client.hLen('switchboard:sessions:by-name'),
    };
  },
};

describe.each(Object.entries(places))('sessions of a server on %s', (_name, createPlace) => {
  it('that nobody refreshes are gone from the store once their tokens have expired', async () => {
    const { config, count } = await createPlace();
    await using app = await startWorker({ ...config, tokenTtl: 500, sessionCheckInterval: 50 });
    await using longer = await startWorker({ ...config, tokenTtl: HOUR });
    await longer.login('Stays');
    const sockets = await Promise.all(Array.from({ length: 20 }, () => app.connect()));
    // On a busy machine a token may have expired before it is given, which leaves nothing either.
    for (const [n, socket] of sockets.entries())
      await socket.emitWithAck('user:enter', { name: `User ${n}` });
    await expect.poll(count).toBe(1);
    expect((await (await app.connect()).emitWithAck('user:enter', { name: 'Stays' })).ok).toBe(false);
  });

  it('that expired while no server was there are gone after the next start', async () => {
    const { config, open, count } = await createPlace();
    const store = await open();
    // More than are dropped at a time.
    for (let n = 0; n < 1_100; n++) void store.begin({ id: `${n}`, name: `${n}` }, undefined, 1);
    await store.begin({ id: 'stays', name: 'Stays' }, undefined, HOUR);
    expect(await count()).toBe(1_101);
    await using _app = await startApp({ ...config, sessionCheckInterval: HOUR });
    await expect.poll(count).toBe(1);
    expect(await store.holder('Stays')).toBeDefined();
  });

  it('end at their absolute end, however often they are refreshed', async () => {
    const { config, count } = await createPlace();
    await using app = await startApp({ ...config, tokenTtl: HOUR, sessionMaxAge: 3_000 });
    const socket = await app.connect();
    const first = dataOf<{ expiresIn: number }>(await socket.emitWithAck('user:enter', { name: 'Alice' }));
    expect(first.expiresIn).toBe(3_000);
    const ended = next(socket, 'user:left');
    const { token, expiresIn } = dataOf<{ token: string; expiresIn: number }>(
      await socket.emitWithAck('user:renew'),
    );
    expect(expiresIn).toBeLessThanOrEqual(3_000);
    expect(await ended).toEqual({ reason: 'expired' });
    expect(await socket.emitWithAck('user:renew')).toEqual(failure('UNAUTHORIZED'));
    await expect(app.connect({ auth: { token } })).rejects.toMatchObject({ data: { code: 'UNAUTHORIZED' } });
    await app.login('Alice');
    expect(await count()).toBe(1);
  });

  it('are refused a refresh where they are older than the server lets them be by now', async () => {
    const { config, count } = await createPlace();
    let token: string;
    {
      await using before = await startApp(config);
      ({ token } = await before.login('Alice'));
    }
    await using after = await startApp({ ...config, sessionMaxAge: 1 });
    const socket = await after.connect({ auth: { token } });
    expect(await socket.emitWithAck('user:renew')).toEqual(ENDED);
    expect(await count()).toBe(0);
    await expect(after.connect({ auth: { token } })).rejects.toMatchObject({
      data: { message: 'This session has ended: log in again.' },
    });
  });
});
