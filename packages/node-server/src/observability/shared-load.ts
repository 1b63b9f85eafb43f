/** Milliseconds from one start to the next, at least. */
const APART = 100;

/**
 * For what anybody may ask for at any rate: loads on request, at most ten times a second. Requests in between wait for the
 * next load and share it, so the result is never older than the request.
 */
export function sharedLoad<T>(load: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  let startsAt = 0;

  const loadNext = async (): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, startsAt - performance.now()));
    startsAt = performance.now() + APART;
    next = undefined;
    return load();
  };
  return () => {
    next ??= loadNext();
    return next;
  };
}
