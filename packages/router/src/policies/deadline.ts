import { EventError } from '@switchboard/contract';
import type { Clock } from '../clock.ts';

export interface Deadline {
  /** Milliseconds. */
  readonly ms: number;
  /** Ends the call early; for a socket's call, aborted when it disconnects. */
  readonly parent: AbortSignal | undefined;
  readonly clock: Clock;
  /** Told of what the task gives after the end, if it is more than the end itself thrown on. */
  readonly onLate: (late: { readonly error?: unknown }) => void;
}

/**
 * Runs `task` with a signal that is aborted at the deadline (TIMEOUT) or with the parent (DISCONNECTED).
 * Rejects with that EventError at once; what the task gives later is dropped.
 */
export function runUntil<T>(
  { ms, parent, clock, onLate }: Deadline,
  task: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const { signal } = controller;
    const end = (error: EventError): void => {
      release();
      controller.abort(error);
      reject(error);
    };
    const onParentAbort = (): void => end(new EventError('DISCONNECTED', { data: { written: true } }));
    const timer = clock.setTimeout(() => end(new EventError('TIMEOUT')), ms);
    const release = (): void => {
      clock.clearTimeout(timer);
      parent?.removeEventListener('abort', onParentAbort);
    };
    if (parent?.aborted) return onParentAbort();
    parent?.addEventListener('abort', onParentAbort, { once: true });
    Promise.resolve(signal)
      .then(task)
      .then(
        (value) => {
          if (signal.aborted) return onLate({});
          release();
          resolve(value);
        },
        (error: unknown) => {
          if (signal.aborted) {
            if (error !== signal.reason) onLate({ error });
            return;
          }
          release();
          reject(error);
        },
      );
  });
}
