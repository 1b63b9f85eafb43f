import type { Clock } from '../lib/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /**
   * Moves on by so many milliseconds and runs what falls due on the way, in order. What they start, and what
   * was pending before, runs too: it resolves once nothing is left to do at that time.
   */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Starts at 0; give it to a router as its `clock`. */
export function createFakeClock(): FakeClock {
  const timers = new Set<Timer>();
  let now = 0;
  return {
    now: () => now,
    setTimeout: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return timer;
    },
    clearTimeout: (timer) => {
      timers.delete(timer as Timer);
    },
    advance: async (ms) => {
      const end = now + ms;
      await everythingReady();
      for (let due = firstUntil(end, timers); due; due = firstUntil(end, timers)) {
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
        await everythingReady();
      }
      now = end;
    },
  };
}

function firstUntil(end: number, timers: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (timer.at <= end && (!first || timer.at < first.at)) first = timer;
  }
  return first;
}

/** Promises that can settle without the outside world have settled by then. */
function everythingReady(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
