import { setTimeout as delay } from 'node:timers/promises';
import type { ServerProcess } from './server-process.ts';

/**
 * Bytes that may be in use after the load beyond what was before it, garbage collected both times.
 * What stays is bounded by the code and not by the load: compiled functions, filled caches of the TLS stack, of HTTP
 * and of SQLite's statements. Ten thousand connections that each left 1 KB would be over it.
 */
export const MEMORY_BOUND = 10 * 1024 * 1024;

/** Milliseconds until the last idle connection is dropped: Engine.IO lets a polling session close for 30 seconds. */
const PATIENCE = 60_000;

/** Resolves to the bytes more than `before`, once they are within the bound or patience ended. */
export async function memoryGrowth(server: ServerProcess, before: number): Promise<number> {
  const end = Date.now() + PATIENCE;
  let growth = (await server.memory()) - before;
  while (growth > MEMORY_BOUND && Date.now() < end) {
    await delay(500);
    growth = (await server.memory()) - before;
  }
  return growth;
}
