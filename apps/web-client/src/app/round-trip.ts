import type { Entry } from '../lib/entry.ts';

/** How many replies count. */
export const ROUND_TRIP_REPLIES = 20;

// The client itself makes these where no reply came.
const NO_REPLY: ReadonlySet<string> = new Set(['TIMEOUT', 'DISCONNECTED']);

/** The median latency, in milliseconds, of a client's last 20 replies; `undefined` before the first. */
export function roundTrip(entries: readonly Entry[], clientId: string): number | undefined {
  const latencies: number[] = [];
  for (let index = entries.length - 1; index >= 0 && latencies.length < ROUND_TRIP_REPLIES; index--) {
    const entry = entries[index];
    if (entry?.kind !== 'call' || entry.clientId !== clientId || !entry.answer) continue;
    const { reply, latency } = entry.answer;
    if (reply.ok || !NO_REPLY.has(reply.error.code)) latencies.push(latency);
  }
  latencies.sort((one, other) => one - other);
  const middle = Math.floor(latencies.length / 2);
  const [low = 0, high] = [latencies[latencies.length % 2 === 0 ? middle - 1 : middle], latencies[middle]];
  return high === undefined ? undefined : (low + high) / 2;
}
