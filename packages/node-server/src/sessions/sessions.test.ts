import { afterAll, describe, expect, it } from 'vitest';
import { failure, startApp, type TestApp, tempFolder } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { openDatabase } from '../stores/sqlite/database.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { dataOf, next } from '../testing/waiting.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

const ENDED = failure('UNAUTHORIZED', { message: 'This session has ended: log in again.' });
const HOUR = 3_600_000;

interface Place {
  readonly config: Pick<ServerConfig, 'dataDir' | 'redis'>;
  /** How many sessions are kept. */
  count(): Promise<number>;
}

const places: Record<string, () => Promise<Place>> = {
  SQLite: async () => {
    const dataDir = tempFolder();
    return {
      config: { dataDir, redis: undefined },
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
      count: () => client.hLen('switchboard:sessions:by-name'),
    };
  },
};

async function logInMany(app: TestApp): Promise<void> {
  await Promise.all(Array.from({ length: 20 }, (_, n) => app.login(`User ${n}`)));
}

describe.each(Object.entries(places))('sessions of a server on %s', (_name, createPlace) => {
  it('that nobody refreshes are gone from the store once their tokens have expired', async () => {
    const { config, count } = await createPlace();
    await using app = await startApp({ ...config, tokenTtl: 500, sessionCheckInterval: 50 });
    await using longer = await startApp({ ...config, tokenTtl: HOUR });
    await longer.login('Stays');
    await logInMany(app);
    await expect.poll(count).toBe(1);
    expect((await (await app.connect()).emitWithAck('user:enter', { name: 'Stays' })).ok).toBe(false);
  });

  it('that expired while no server was there are gone at the next start', async () => {
    const { config, count } = await createPlace();
    {
      await using app = await startApp({ ...config, tokenTtl: 1_500, sessionCheckInterval: HOUR });
      await logInMany(app);
      const last = await app.login('Last');
      await next(last.socket, 'user:left');
    }
    expect(await count()).toBe(21);
    await using _after = await startApp({ ...config, sessionCheckInterval: HOUR });
    await expect.poll(count).toBe(0);
  });

  it('end at their absolute end, however often they are refreshed', async () => {
    const { config, count } = await createPlace();
    await using app = await startApp({ ...config, tokenTtl: HOUR, sessionMaxAge: 1_500 });
    const socket = await app.connect();
    const first = dataOf<{ expiresIn: number }>(await socket.emitWithAck('user:enter', { name: 'Alice' }));
    expect(first.expiresIn).toBe(1_500);
    const ended = next(socket, 'user:left');
    const { token, expiresIn } = dataOf<{ token: string; expiresIn: number }>(
      await socket.emitWithAck('user:renew'),
    );
    expect(expiresIn).toBeLessThanOrEqual(1_500);
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
