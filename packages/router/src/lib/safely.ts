import { isThenable } from '@switchboard/contract';

/**
 * Calls an observer so that it can change nothing: what it throws or rejects with becomes a process warning that names it.
 * Without an observer nothing happens.
 */
export function safely<Args extends readonly unknown[]>(
  name: string,
  observer: ((...args: Args) => unknown) | undefined,
  ...args: Args
): void {
  try {
    const result = observer?.(...args);
    if (isThenable(result)) result.then(undefined, (cause: unknown) => warn(name, cause));
  } catch (cause) {
    warn(name, cause);
  }
}

function warn(name: string, cause: unknown): void {
  process.emitWarning(new Error(`${name} failed, which changed nothing else.`, { cause }));
}
