import { findBrowser } from './browser.ts';
import { provideRedis } from './redis.ts';

/** What the tests get from the machine, as environment variables. */
export type Machine = Readonly<Record<string, string>>;

/** Finds or fetches the programs that the tests need beside Node. */
export async function prepareMachine(): Promise<Machine> {
  const browser = await findBrowser();
  const redis = await provideRedis();
  return {
    ...(browser.path && { SWITCHBOARD_CHROMIUM: browser.path }),
    ...(redis && { SWITCHBOARD_REDIS_SERVER: redis }),
  };
}
