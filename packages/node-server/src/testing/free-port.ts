import { once } from 'node:events';
import { createServer } from 'node:net';

/** The ports below those that systems give to connections and to servers on port 0: nobody gets one of these by chance. */
const [FIRST, COUNT] = [10_000, 20_000];

/** Processes that test at the same time begin in different places. */
let next = (process.pid * 16) % COUNT;

/** A port that nobody listens on just now, and that this process has not given out before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
