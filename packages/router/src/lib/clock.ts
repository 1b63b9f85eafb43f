/** Where the router takes its time from: rates, deadlines and windows. A test gives one that it moves by hand. */
export interface Clock {
  /** Milliseconds, from any start, that never run backwards. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  /** `handle` is what `setTimeout` gave. */
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** Lets the process end while this timer still runs. */
export function inBackground(handle: unknown): void {
  (handle as Partial<NodeJS.Timeout>).unref?.();
}
