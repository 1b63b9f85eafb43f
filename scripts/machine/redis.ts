import { which } from '../lib/which.ts';
import { aptInstall, canInstall } from './apt.ts';

/** The path of the redis-server on this machine. `SWITCHBOARD_REDIS_SERVER` names the one to use. */
export function findRedis(): string | undefined {
  return process.env.SWITCHBOARD_REDIS_SERVER || which('redis-server');
}

/**
 * Finds a redis-server, or installs one where that needs no question, and prints which.
 * Where none can be had it says what to install; in CI that is an error.
 */
export async function provideRedis(): Promise<string | undefined> {
  let path = findRedis();
  if (!path && canInstall()) {
    console.log('redis: not found, installing it (apt-get install redis-server)');
    if (await aptInstall('redis-server')) path = findRedis();
  }
  if (path) {
    console.log(`redis: ${path}`);
    return path;
  }
  const advice =
    'There is no redis-server, and the tests of several machines FAIL without. Install Redis (apt-get install redis-server, brew install redis).';
  if (process.env.CI) throw new Error(advice);
  console.warn(`\n!! ${advice}\n`);
  return undefined;
}
