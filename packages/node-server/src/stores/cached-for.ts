/**
 * Gives everybody who asks what `load` gave last. It is loaded when somebody asks, and at most once in so many milliseconds
 * from one start to the next; who asks meanwhile waits for the same load. What fails is not kept.
 */
export function cachedFor<T>(milliseconds: number, load: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | undefined;
  let isLoading = false;
  let loadedAt = 0;
  return () => {
    if (last && (isLoading || performance.now() - loadedAt < milliseconds)) return last;
    loadedAt = performance.now();
    isLoading = true;
    const current = load();
    last = current;
    current.then(
      () => {
        isLoading = false;
      },
      () => {
        isLoading = false;
        last = undefined;
      },
    );
    return current;
  };
}
