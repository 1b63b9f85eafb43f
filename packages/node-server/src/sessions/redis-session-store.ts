import { randomBytes } from 'node:crypto';
import { MAX_DURATION } from '@switchboard/contract';
import { onRedis } from '../redis/on-redis.ts';
import type { RedisClient } from '../redis/redis-client.ts';
import { redisScript } from '../redis/redis-script.ts';
import { keyText } from '../stores/key-text.ts';
import { SESSION_SCRIPT } from './redis-session-script.ts';
import type { Identity } from './session.ts';
import { hashSessionId, nameKey } from './session-keys.ts';
import type { SessionStore } from './session-store.ts';

const SESSIONS = 'switchboard:sessions:by-name';

/** How many sessions of the first version are adopted at a time. */
const SLICE = 100;

/** A session as it is kept. The first version had no `user`. */
interface Kept extends Identity {
  readonly hash: string;
  /** JSON. */
  readonly user?: string;
}

/**
 * The SessionStore in Redis, for processes on many machines, by Redis' own clock. Ids are kept as hashes only. Rejects if Redis is
 * down already.
 */
export async function createRedisSessionStore<User extends Identity = Identity>(
  client: RedisClient,
): Promise<SessionStore<User>> {
  const script = redisScript(client, SESSION_SCRIPT);
  const step = (name: string, ...args: (string | number)[]) => script([], [name, ...args]);
  const found = async (name: string, key: string): Promise<User | undefined> => {
    const json = await step(name, key);
    return typeof json === 'string' ? toUser<User>(JSON.parse(json) as Kept) : undefined;
  };
  if ((await step('has_endless')) === 1)
    await adoptAll(client, (names) => step('adopt', MAX_DURATION, ...names));

  return {
    find: (sessionId) => found('find', hashSessionId(sessionId)),
    holder: (name) => found('holder', nameKey(name)),
    begin: async (user, replacing, lifetime) => {
      const sessionId = randomBytes(24).toString('base64url');
      const session = [nameKey(user.name), hashSessionId(sessionId), keyText(user.id), user.name];
      const begun = await step(
        'begin',
        ...session,
        JSON.stringify(user),
        lifetime,
        keyText(replacing?.id ?? ''),
      );
      return begun === 1 ? sessionId : undefined;
    },
    extend: async (sessionId, lifetime, maxAge) => {
      const extended = await step('extend', hashSessionId(sessionId), lifetime, maxAge);
      return typeof extended === 'number' ? extended : undefined;
    },
    end: async (userId, sessionId) => {
      const only = sessionId === undefined ? [] : [hashSessionId(sessionId)];
      await step('end', keyText(userId), ...only);
    },
    list: async ({ search = '', after, limit }) => {
      const [flat, expired] = (await step('all')) as [string[], string[]];
      const gone = new Set(expired);
      const all = flat.flatMap((key, i) =>
        i % 2 ? [] : { key, kept: JSON.parse(flat[i + 1] ?? '') as Kept },
      );
      const matching = all
        .filter(({ kept }) => !gone.has(kept.hash))
        .map(({ key, kept }) => ({ key, user: toUser<User>(kept) }))
        .filter(({ key, user }) => key.includes(nameKey(search)) || user.id.includes(search))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const rest = after === undefined ? matching : matching.filter(({ key }) => key > nameKey(after));
      return { users: rest.slice(0, limit).map(({ user }) => user), total: matching.length };
    },
    sweep: async (limit) => (await step('sweep', limit)) as number,
  };
}

/** Gives an end to sessions that have none, as the first version left them: as long as any token of that version lives. */
async function adoptAll(client: RedisClient, adopt: (names: string[]) => Promise<unknown>): Promise<void> {
  let cursor = '0';
  do {
    const page = await onRedis(() => client.hScan(SESSIONS, cursor, { COUNT: SLICE }));
    const strangers = page.entries.filter(({ value }) => (JSON.parse(value) as Kept).user === undefined);
    if (strangers.length > 0) await adopt(strangers.map(({ field }) => field));
    cursor = page.cursor;
  } while (cursor !== '0');
}

/** Whatever the application has its users be, it is what `begin` was given. */
function toUser<User extends Identity>({ id, name, user }: Kept): User {
  return (user === undefined ? { id, name } : JSON.parse(user)) as User;
}
