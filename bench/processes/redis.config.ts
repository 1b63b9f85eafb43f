import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The redis-server that SWITCHBOARD_REDIS_SERVER names, or the one of the path. */
export function redisProgram(): string | undefined {
  const { SWITCHBOARD_REDIS_SERVER: named, PATH = '' } = process.env;
  if (named) return named;
  return PATH.split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((file) => existsSync(file));
}
