import type { Measurement } from './measure.ts';

/** Milliseconds that no task of the page may take. */
const LONGEST_TASK = 100;

/** Once the log is full, the heap may grow by this share and these bytes, and no more. */
const HEAP_SHARE = 1.2;
const HEAP_SLACK = 8 * 1_024 * 1_024;

/** What the console promises of its timeline and did not keep. */
export function brokenPromises(measured: Measurement): string[] {
  const { sent, counters, longTasks, heap, newestShown, lost } = measured;
  const { received, kept, dropped, capacity } = counters;
  const longest = Math.max(0, ...longTasks);
  const [, early] = heap;
  const last = heap.at(-1);
  return [
    lost.length > 0 && `${lost.length} connections were lost: ${lost.join(', ')}`,
    received !== sent && `the counters miss ${sent - received} of ${sent} events`,
    kept + dropped < received && 'kept and dropped rows are fewer than the events received',
    kept > capacity && `it keeps ${kept} rows of at most ${capacity}`,
    newestShown < kept && `the newest row on the screen is number ${newestShown} of ${kept}`,
    longest > LONGEST_TASK && `a task took ${longest} ms, over ${LONGEST_TASK} ms`,
    early && last && last.bytes > early.bytes * HEAP_SHARE + HEAP_SLACK && 'the heap goes on growing',
  ].filter((problem) => problem !== false && problem !== undefined);
}
