import { createHash } from 'node:crypto';
import { onRedis } from './on-redis.ts';
import type { RedisClient } from './redis-client.ts';

/** Runs a script with its arguments. Rejects with SERVICE_UNAVAILABLE if Redis does not. */
export type RedisScript = (keys: string[], args: (string | number)[]) => Promise<unknown>;

/** A Lua script that Redis runs as one step. It is sent once, and again after Redis has forgotten it. */
export function redisScript(client: RedisClient, source: string): RedisScript {
  const hash = createHash('sha1').update(source).digest('hex');
  return (keys, values) => {
    const options = { keys, arguments: values.map(String) };
    return onRedis(() =>
      client.evalSha(hash, options).catch((error: Error) => {
        if (!error.message.startsWith('NOSCRIPT')) throw error;
        return client.eval(source, options);
      }),
    );
  };
}
