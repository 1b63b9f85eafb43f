import type { Measurement } from './measure.ts';

/** Milliseconds that no task of the page may take. */
export const LONGEST_TASK = 100;

/** Once the log is full, the heap may grow by this share and these bytes, and no more. */
const HEAP_SHARE = 1.2;
const HEAP_SLACK = 8 * 1_024 * 1_024;

/** What the console promises of its timeline and did not keep, whatever the machine. */
export function brokenPromises(measured: Measurement): string[] {
  const { sent, counters, heap, newestShown, lost } = measured;
  const { received, kept, dropped, capacity } = counters;
  const [, early] = heap;
  const last = heap.at(-1);
  return [
    lost.length > 0 && `${lost.length} connections were lost: ${lost.join(', ')}`,
    received !== sent && `the counters miss ${sent - received} of ${sent} events`,
    kept + dropped < received && 'kept and dropped rows are fewer than the events received',
    kept > capacity && `it keeps ${kept} rows of at most ${capacity}`,
    newestShown < kept && `the newest row on the screen is number ${newestShown} of ${kept}`,
    early && last && last.bytes > early.bytes * HEAP_SHARE + HEAP_SLACK && 'the heap goes on growing',
  ].filter((problem) => problem !== false && problem !== undefined);
}

/** Milliseconds. The browser does not tell of tasks under 50. */
export function longestTask({ longTasks }: Measurement): number {
  return Math.max(50, ...longTasks);
}
