import { inSlices } from './in-slices.ts';

type Step = () => Promise<void>;

/** Steps that the store must take sooner or later: one that fails waits here until it is tried again. */
export interface PendingSteps {
  /** Takes the step now. Rejects as it does; then it waits. */
  attempt(key: string, step: Step): Promise<void>;
  /** Takes the step the next time. */
  defer(key: string, step: Step): void;
  /** Tries a step no more. One that goes on is not stopped. */
  cancel(key: string): void;
  /** Takes the step now if it waits, so that another one may follow it. */
  settle(key: string): Promise<void>;
  /** Takes all that wait. Rejects as soon as one fails. */
  retry(signal: AbortSignal): Promise<void>;
}

export function createPendingSteps(): PendingSteps {
  const pending = new Map<string, { readonly step: Step; isRunning: boolean }>();
  const attempt = async (key: string, step: Step): Promise<void> => {
    const entry = { step, isRunning: true };
    pending.set(key, entry);
    try {
      await step();
      if (pending.get(key) === entry) pending.delete(key);
    } finally {
      entry.isRunning = false;
    }
  };
  const attemptAgain = async (key: string): Promise<void> => {
    const entry = pending.get(key);
    if (entry && !entry.isRunning) await attempt(key, entry.step);
  };
  return {
    attempt,
    defer: (key, step) => void pending.set(key, { step, isRunning: false }),
    cancel: (key) => void pending.delete(key),
    settle: async (key) => {
      await attemptAgain(key);
      pending.delete(key);
    },
    retry: (signal) => inSlices([...pending.keys()], attemptAgain, signal),
  };
}
