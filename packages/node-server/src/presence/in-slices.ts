import { SLICE } from './presence-store.ts';

/** Does the work for all items, a slice of them at a time. Rejects as soon as one fails, or between two slices once it is aborted. */
export async function inSlices<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (let start = 0; start < items.length; start += SLICE) {
    signal.throwIfAborted();
    await Promise.all(items.slice(start, start + SLICE).map(work));
  }
}
