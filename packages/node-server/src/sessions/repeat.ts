export interface RepeatOptions {
  /** Milliseconds from one round to the next; each is up to a tenth shorter or longer, so that machines do not ask at once. */
  readonly interval: number;
  /** Called when a round fails, as when the store does not answer. The next round tries again. */
  readonly onFailed: (error: unknown) => void;
  /**
   * Whether the first round is now.
   * @default false: after the interval
   */
  readonly atOnce?: boolean;
}

/** Runs the work now and then, one round after the other. Returns what stops it. */
export function repeat(
  work: () => Promise<void>,
  { interval, onFailed, atOnce = false }: RepeatOptions,
): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const run = (): void =>
    void work()
      .catch((error: unknown) => {
        // Once it is stopped, the store may be closed.
        if (!isStopped) onFailed(error);
      })
      .finally(later);
  const later = (): void => {
    if (isStopped) return;
    const jitter = 0.9 + Math.random() * 0.2;
    timer = setTimeout(run, interval * jitter).unref();
  };
  if (atOnce) run();
  else later();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
