import type { Entry } from '../lib/entry.ts';

/** How many replies count. */
export const ROUND_TRIP_REPLIES = 20;

/** The latencies of each client's last 20 replies. */
export class RoundTrips {
  readonly #latencies = new Map<string, number[]>();

  add(entry: Entry): void {
    // A late reply changes the entry again.
    if (entry.kind !== 'call' || !entry.answer || entry.answer.late) return;
    const { by, latency } = entry.answer;
    if (by === 'client') return;
    const before = this.#latencies.get(entry.clientId) ?? [];
    this.#latencies.set(entry.clientId, [...before, latency].slice(-ROUND_TRIP_REPLIES));
  }

  /** The median in milliseconds; `undefined` before the first reply. */
  median(clientId: string): number | undefined {
    const sorted = this.#latencies.get(clientId)?.toSorted((one, other) => one - other) ?? [];
    const middle = Math.floor(sorted.length / 2);
    const [low = 0, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
    return high === undefined ? undefined : (low + high) / 2;
  }
}
