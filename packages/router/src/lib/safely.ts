import { isThenable } from '@switchboard/contract';

/** Observers that failed before: each is named by one process warning, however often it fails. */
const failed = new WeakSet<object>();

/**
 * Calls an observer so that it can change nothing: what it throws or rejects with becomes a process warning that names it, the
 * first time. Without an observer nothing happens.
 */
export function safely<Args extends readonly unknown[]>(
  name: string,
  observer: ((...args: Args) => unknown) | undefined,
  ...args: Args
): void {
  if (!observer) return;
  const warn = (cause: unknown): void => {
    if (failed.has(observer)) return;
    failed.add(observer);
    process.emitWarning(new Error(`${name} failed, which changed nothing else.`, { cause }));
  };
  try {
    const result = observer(...args);
    if (isThenable(result)) result.then(undefined, warn);
  } catch (cause) {
    warn(cause);
  }
}
