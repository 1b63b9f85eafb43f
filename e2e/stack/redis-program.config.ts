/** The redis-server that `pnpm test` has found, or that somebody names. */
export function redisProgram(): string {
  const path = process.env.SWITCHBOARD_REDIS_SERVER;
  if (path) return path;
  throw new Error('SWITCHBOARD_REDIS_SERVER is not set: name a redis-server, as `pnpm test` does.');
}
