import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: connections whose moments lie closer together are closed as one slice. */
const SLICE = 20;
/** Milliseconds between two connections, where there is time enough. */
const APART = 10;

/**
 * Closes each connection at a random moment, so that the clients do not all come back at once: 100 a second, or faster
 * where the last one would be closed later than in `most` milliseconds.
 */
export async function closeSpread(
  connections: Iterable<{ close(): unknown }>,
  most: number,
  random: () => number = Math.random,
): Promise<void> {
  const all = [...connections];
  const window = Math.min(most, all.length * APART);
  const going = all.map((connection) => ({ connection, at: random() * window }));
  going.sort((one, other) => one.at - other.at);
  const start = performance.now();
  for (const { connection, at } of going) {
    const wait = at - (performance.now() - start);
    if (wait > SLICE) await delay(wait);
    connection.close();
  }
}
