import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { startWorker, type TestApp, tempFolder } from '../app.fixture.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { startTestRedis } from '../testing/test-redis.ts';
import { dataOf } from '../testing/waiting.ts';

const redis = await startTestRedis();
afterAll(() => redis[Symbol.asyncDispose]());

const [OLD, NEW] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')];

interface Place {
  /** The configuration of a server that is started with these secrets. */
  with(secrets: readonly string[]): Partial<ServerConfig>;
}

const places: Record<string, () => Promise<Place>> = {
  'one data folder': async () => {
    const dataDir = tempFolder();
    return {
      with: (secrets) => {
        writeFileSync(join(dataDir, 'token-secret'), secrets.join('\n'));
        return { dataDir };
      },
    };
  },
  'one Redis': async () => {
    await (await redis.connect()).flushAll();
    return {
      with: (secrets) => ({ redis: { url: redis.url }, tokenSecret: { text: secrets.join(',') } }),
    };
  },
};

interface Logged {
  readonly msg: string;
  readonly level: number;
}

function logTo(lines: Logged[]) {
  return pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Logged) });
}

async function notReady(app: TestApp): Promise<unknown> {
  return ((await app.request('/readyz')).json() as { notReady?: unknown }).notReady;
}

describe.each(Object.entries(places))('a new token secret for two servers on %s', (_name, createPlace) => {
  it('goes through its two steps, one server after the other, without one refusal', async () => {
    const place = await createPlace();
    const lines: Logged[] = [];
    const start = (secrets: readonly string[]) => startWorker(place.with(secrets), logTo(lines));
    const tokens = new Map<string, string>();
    let logins = 0;
    let servers = [await start([OLD]), await start([OLD])];
    onTestFinished(async () => {
      for (const app of servers) await app[Symbol.asyncDispose]();
    });

    /** Every server gives tokens and refreshes them, and takes those that any has given so far. */
    const use = async (): Promise<void> => {
      for (const app of servers) {
        logins += 1;
        const name = `User ${logins}`;
        const { socket, token } = await app.login(name);
        const renewed = dataOf<{ token: string }>(await socket.emitWithAck('user:renew'));
        tokens.set(`${name} at login`, token).set(name, renewed.token);
      }
      for (const app of servers) {
        for (const [whose, token] of tokens) {
          const socket = await app.connect({ auth: { token } }).catch((error: Error) => error);
          expect(socket, whose).not.toBeInstanceOf(Error);
          if (!(socket instanceof Error)) socket.disconnect();
        }
        await expect.poll(() => notReady(app)).toBeUndefined();
      }
    };
    await use();
    for (const step of [
      [OLD, NEW],
      [NEW, OLD],
    ]) {
      for (const index of servers.keys()) {
        await servers[index]?.[Symbol.asyncDispose]();
        servers = servers.with(index, await start(step));
        await use();
      }
    }
    // Once the tokens of the old secret have expired, it can go.
    tokens.clear();
    await use();
    const ofOld = [...tokens.keys()];
    for (const index of servers.keys()) {
      await servers[index]?.[Symbol.asyncDispose]();
      servers = servers.with(index, await start([NEW]));
      await use();
    }
    expect(ofOld.length).toBeGreaterThan(0);
    const warnings = lines.filter(({ level, msg }) => level >= 40 && !msg.includes('appendonly'));
    expect(warnings).toEqual([]);
  });
});

describe('two servers on one Redis with different secrets', () => {
  it('are not ready, by a name, and say in the log what to do, until one of them is gone', async () => {
    await (await redis.connect()).flushAll();
    const [here, there]: [Logged[], Logged[]] = [[], []];
    const start = (text: string, lines: Logged[] = []) =>
      startWorker({ redis: { url: redis.url }, tokenSecret: { text } }, logTo(lines));
    await using one = await start(OLD, here);
    await expect.poll(() => notReady(one)).toBeUndefined();
    const other = await start(NEW, there);
    for (const app of [one, other]) await expect.poll(() => notReady(app)).toEqual(['token-secret']);
    expect((await one.request('/healthz')).status).toBe(200);
    const warning = expect.objectContaining({
      level: 40,
      msg: expect.stringMatching(/secret.*give all nodes the same TOKEN_SECRET/),
    });
    expect(here).toContainEqual(warning);
    expect(there).toContainEqual(warning);
    await other[Symbol.asyncDispose]();
    await expect.poll(() => notReady(one)).toBeUndefined();
    expect(here.filter(({ msg }) => msg.includes('Another node signs'))).toHaveLength(1);
    expect(here).toContainEqual(
      expect.objectContaining({ level: 30, msg: expect.stringContaining('has the secrets') }),
    );
  });
});
