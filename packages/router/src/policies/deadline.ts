import { type EventError, isThenable, type MaybePromise, refusal } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import { type EndSignal, LazySignal } from '../lib/lazy-signal.ts';
import { type Steps, take } from '../lib/steps.ts';

export interface Deadline<T> {
  /** Milliseconds, from `at` on. */
  readonly ms: number;
  /** When it began, by the clock. */
  readonly at: number;
  /** Ends the call early; for a socket's call, aborted when it disconnects. */
  readonly parent: EndSignal | undefined;
  readonly clock: Clock;
  /** Gets what the task ends with after its signal was aborted. What it throws because of that is left out. */
  readonly onLate: (late: Late<T>) => void;
}

/** What a task ends with too late. */
export type Late<T> =
  | { readonly value: T; readonly error?: undefined }
  | { readonly error: unknown; readonly value?: undefined };

/**
 * Runs `task` with a signal that is aborted at the deadline (TIMEOUT) or with the parent (DISCONNECTED). Fails with that
 * EventError at once; what the task ends with later goes to `onLate`. Gives the result, or throws, at once where the task
 * waits for nothing; otherwise gives a promise.
 */
export function underDeadline<T>(
  deadline: Deadline<T>,
  task: (end: LazySignal) => Steps<T>,
): MaybePromise<T> {
  const end = new LazySignal(deadline.parent, disconnected);
  end.throwIfAborted();
  let running: MaybePromise<T>;
  try {
    running = take(task(end));
  } catch (error) {
    if (isLate({ error }, end, deadline)) throw end.reason;
    end.release();
    throw error;
  }
  if (isThenable(running)) return orEnd(running, end, deadline);
  if (isLate({ value: running }, end, deadline)) throw end.reason;
  end.release();
  return running;
}

/** The result, unless the signal is aborted first: that takes a timer, which a task that waits for nothing does not need. */
function orEnd<T>(running: Promise<T>, end: LazySignal, deadline: Deadline<T>): Promise<T> {
  const { ms, at, clock } = deadline;
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => end.abort(refusal('TIMEOUT')), ms - (clock.now() - at));
    const release = (): void => {
      clock.clearTimeout(timer);
      end.release();
    };
    end.addEventListener('abort', () => {
      release();
      reject(end.reason);
    });
    running.then(
      (value) => {
        if (isLate({ value }, end, deadline)) return;
        release();
        resolve(value);
      },
      (error: unknown) => {
        if (isLate({ error }, end, deadline)) return;
        release();
        reject(error);
      },
    );
  });
}

/** Whether the signal was aborted before this result. Then it goes to `onLate`, unless it is the reason of the signal. */
function isLate<T>(result: Late<T>, end: LazySignal, { onLate }: Deadline<T>): boolean {
  if (!end.aborted) return false;
  if (result.error === undefined || !end.isReasonOf(result.error)) onLate(result);
  return true;
}

function disconnected(): EventError {
  return refusal('DISCONNECTED', { data: { written: true } });
}
