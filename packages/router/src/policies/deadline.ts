import { EventError } from '@switchboard/contract';
import type { Clock } from '../lib/clock.ts';
import { type EndSignal, LazySignal } from '../lib/lazy-signal.ts';
import { isPromise, type MaybePromise } from '../lib/maybe-promise.ts';

export interface Deadline {
  /** Milliseconds. */
  readonly ms: number;
  /** Ends the call early; for a socket's call, aborted when it disconnects. */
  readonly parent: EndSignal | undefined;
  readonly clock: Clock;
  /** Told of what the task gives after the end, if it is more than the end itself thrown on. */
  readonly onLate: (late: { readonly error?: unknown }) => void;
}

/**
 * Runs `task` with a signal that is aborted at the deadline (TIMEOUT) or with the parent (DISCONNECTED). Throws, or rejects
 * with, that EventError at once; what the task gives later is dropped. A task that is done at once needs no timer.
 */
export function runUntil<T>(deadline: Deadline, task: (end: LazySignal) => MaybePromise<T>): MaybePromise<T> {
  const { parent, onLate } = deadline;
  if (parent?.aborted) throw disconnected();
  const end = new LazySignal(parent, disconnected);
  let result: MaybePromise<T>;
  try {
    result = task(end);
  } catch (error) {
    end.release();
    if (!parent?.aborted) throw error;
    onLate({ error });
    throw disconnected();
  }
  if (isPromise(result)) return within(deadline, end, result);
  end.release();
  if (!parent?.aborted) return result;
  onLate({});
  throw disconnected();
}

function within<T>({ ms, clock, onLate }: Deadline, end: LazySignal, task: PromiseLike<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => end.abort(new EventError('TIMEOUT')), ms);
    const release = (): void => {
      clock.clearTimeout(timer);
      end.release();
    };
    const onEnd = (): void => {
      release();
      reject(end.reason);
    };
    end.follow();
    if (end.aborted) onEnd();
    else end.addEventListener('abort', onEnd);
    task.then(
      (value) => {
        if (end.aborted) return onLate({});
        release();
        resolve(value);
      },
      (error: unknown) => {
        if (end.aborted) {
          if (error !== end.reason) onLate({ error });
          return;
        }
        release();
        reject(error);
      },
    );
  });
}

function disconnected(): EventError {
  return new EventError('DISCONNECTED', { data: { written: true } });
}
