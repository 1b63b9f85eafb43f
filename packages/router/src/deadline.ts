import { EventError } from '@switchboard/contract';

export interface Deadline {
  /** Milliseconds. */
  readonly ms: number;
  /** Ends the call early; for a socket's call, aborted when it disconnects. */
  readonly parent: AbortSignal | undefined;
}

/**
 * Runs `task` with a signal that is aborted at the deadline (TIMEOUT) or with the parent (DISCONNECTED).
 * Rejects with that EventError at once; what the task gives later is dropped.
 */
export function runUntil<T>(
  { ms, parent }: Deadline,
  task: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const end = (error: EventError): void => {
      release();
      controller.abort(error);
      reject(error);
    };
    const onParentAbort = (): void => end(new EventError('DISCONNECTED', { data: { written: true } }));
    const timer = setTimeout(() => end(new EventError('TIMEOUT')), ms);
    const release = (): void => {
      clearTimeout(timer);
      parent?.removeEventListener('abort', onParentAbort);
    };
    if (parent?.aborted) return onParentAbort();
    parent?.addEventListener('abort', onParentAbort, { once: true });
    Promise.resolve(controller.signal).then(task).finally(release).then(resolve, reject);
  });
}
