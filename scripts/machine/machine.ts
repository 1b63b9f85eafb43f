import { findBrowser } from './browser.ts';
import { HAPROXY, NGINX, PYTHON, provideProgram, REDIS } from './program.ts';

/** What the tests get from the machine, as environment variables. */
export type Machine = Readonly<Record<string, string>>;

/** Finds or fetches the programs that the tests need beside Node. */
export async function prepareMachine(): Promise<Machine> {
  const machine: Record<string, string> = {};
  const browser = await findBrowser();
  if (browser.path) machine.SWITCHBOARD_CHROMIUM = browser.path;
  for (const program of [REDIS, PYTHON, NGINX, HAPROXY]) {
    const path = await provideProgram(program);
    if (path) machine[program.variable] = path;
  }
  return machine;
}
