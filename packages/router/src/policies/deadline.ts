import { EventError } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import { type EndSignal, LazySignal } from '../lib/lazy-signal.ts';

export interface Deadline<T> {
  /** Milliseconds. */
  readonly ms: number;
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
 * Runs `task` with a signal that is aborted at the deadline (TIMEOUT) or with the parent (DISCONNECTED). Rejects with that
 * EventError at once; what the task ends with later goes to `onLate`. Throws it where the parent is aborted already.
 */
export function underDeadline<T>(
  { ms, parent, clock, onLate }: Deadline<T>,
  task: (end: LazySignal) => Promise<T>,
): Promise<T> {
  const end = new LazySignal(parent, disconnected);
  end.follow();
  end.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => end.abort(new EventError('TIMEOUT')), ms);
    const release = (): void => {
      clock.clearTimeout(timer);
      end.release();
    };
    end.addEventListener('abort', () => {
      release();
      reject(end.reason);
    });
    task(end).then(
      (value) => {
        if (end.aborted) return onLate({ value });
        release();
        resolve(value);
      },
      (error: unknown) => {
        if (end.aborted) return end.isReasonOf(error) ? undefined : onLate({ error });
        release();
        reject(error);
      },
    );
  });
}

function disconnected(): EventError {
  return new EventError('DISCONNECTED', { data: { written: true } });
}
