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
  safelyOr(undefined, name, observer, ...args);
}

/** The same, and does something else instead of the observer each time that it fails. */
export function safelyOr<Args extends readonly unknown[]>(
  instead: (() => void) | undefined,
  name: string,
  observer: ((...args: Args) => unknown) | undefined,
  ...args: Args
): void {
  if (!observer) return;
  const failedWith = (cause: unknown): void => {
    safely('The log', instead);
    if (failed.has(observer)) return;
    failed.add(observer);
    process.emitWarning(new Error(`${name} failed, which changed nothing else.`, { cause }));
  };
  try {
    const result = observer(...args);
    if (isThenable(result)) result.then(undefined, failedWith);
  } catch (cause) {
    failedWith(cause);
  }
}
