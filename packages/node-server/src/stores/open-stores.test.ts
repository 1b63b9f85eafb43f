import { pino } from 'pino';
import { Server } from 'socket.io';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tempFolder } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { StartError } from '../lifecycle/start-error.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { openStores } from './open-stores.ts';
import { rateJobs as wordJobs } from './same-name.fixture.ts';
import { openDatabase } from './sqlite/database.ts';
import { rateJobs } from './sqlite/rate-store.ts';

async function open(redis?: ServerConfig['redis']) {
  const stores = await openStores({ dataDir: tempFolder(), redis }, pino({ level: 'silent' }));
  onTestFinished(() => void stores.close());
  return stores;
}

it('takes the data folder for one server, until it closes, and says what a second one can do', async () => {
  const dataDir = tempFolder();
  const start = () => openStores({ dataDir, redis: undefined }, pino({ level: 'silent' }));
  const one = await start();
  await expect(start()).rejects.toThrow(
    new StartError(
      `DATA_DIR ${dataDir} is in use by another server: stop that one, give this one a DATA_DIR of its own, or let both share a Redis (REDIS_URL).`,
    ),
  );
  await one.close();
  await (await start()).close();
});

it('lets the data folder go where the database in it cannot be opened', async () => {
  const dataDir = tempFolder();
  const start = () => openStores({ dataDir, redis: undefined }, pino({ level: 'silent' }));
  const database = openDatabase(dataDir);
  database.exec('PRAGMA user_version = 99');
  await expect(start()).rejects.toThrow('another version');
  database.exec('PRAGMA user_version = 1');
  database.close();
  await (await start()).close();
});

it('opens a store of the application by the module and the name of its jobs', async () => {
  const rates = await (await open()).open({ sqlite: rateJobs });
  expect(await rates.take({ key: 'k', count: 2, per: 1_000 }, 1)).toMatchObject({ tokens: 1 });
});

it('keeps stores of different modules apart, even where their exports have the same name', async () => {
  const stores = await open();
  const rates = await stores.open({ sqlite: rateJobs });
  const words = await stores.open({ sqlite: wordJobs });
  expect(await words.take('a word')).toBe('a word');
  expect(await rates.take({ key: 'k', count: 2, per: 1_000 }, 1)).toMatchObject({ tokens: 1 });
});

it('says in one sentence that a module does not export the jobs by their name', async () => {
  const opening = (await open()).open({ sqlite: { ...rateJobs, name: 'ratesJobs' } });
  await expect(opening).rejects.toThrow(TypeError);
  await expect(opening).rejects.toThrow(
    /^The store "ratesJobs" is not exported by file:\S+rate-store.ts: its name must be that of the export\.$/,
  );
});

it('says in one sentence that the module of the jobs cannot be imported', async () => {
  const opening = (await open()).open({ sqlite: { ...rateJobs, module: 'file:///nowhere.ts' } });
  await expect(opening).rejects.toThrow(TypeError);
  await expect(opening).rejects.toThrow(
    /^The store "rateJobs" cannot be imported from file:\/\/\/nowhere\.ts: [^\n]+$/,
  );
});

it('refuses to start on Redis with a store that SQLite alone has', async () => {
  await using redis = await startTestRedis();
  const opening = (await open({ url: redis.url })).open({ sqlite: rateJobs });
  await expect(opening).rejects.toThrow(StartError);
  await expect(opening).rejects.toThrow(
    'The store "rateJobs" is for SQLite alone: leave REDIS_URL out, or give the store a form for Redis.',
  );
});

it.each([
  [20_000, []],
  [-20_000, []],
  [40_000, [40]],
  [-40_000, [-40]],
])('warns where the clock is more than half a minute from that of Redis: %d ms', async (ms, ahead) => {
  await using redis = await startTestRedis('--appendonly', 'yes');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  onTestFinished(() => void vi.useRealTimers());
  const warnings: { aheadSeconds: number }[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void warnings.push(JSON.parse(line)) });
  const stores = await openStores({ dataDir: tempFolder(), redis: { url: redis.url } }, logger);
  await stores.close();
  expect(warnings.map(({ aheadSeconds }) => Math.round(aheadSeconds / 10) * 10)).toEqual(ahead);
});

describe('on a Redis whose user may not run all commands', () => {
  async function startRestricted(...rights: string[]) {
    const redis = await startTestRedis();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const admin = await redis.connect();
    await admin.sendCommand(['ACL', 'SETUSER', 'weak', 'on', '>secret', '~*', '&*', ...rights]);
    return { admin, url: redis.url.replace('//', '//weak:secret@') };
  }
  const ONE_LINE = /^REDIS_URL cannot be used: NOPERM [^\n]+\.$/;

  it('refuses to start in one line, and leaves no connection', async () => {
    const { admin, url } = await startRestricted('+@connection');
    const opening = open({ url });
    await expect(opening).rejects.toThrow(StartError);
    await expect(opening).rejects.toThrow(ONE_LINE);
    await expect.poll(async () => (await admin.clientList()).length).toBe(1);
  });

  it('refuses in one line to send events', async () => {
    const { url } = await startRestricted('+@all', '-xadd');
    const joining = (await open({ url })).join(new Server(), () => {});
    await expect(joining).rejects.toThrow(StartError);
    await expect(joining).rejects.toThrow(ONE_LINE);
  });
});
