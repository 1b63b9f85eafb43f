/** Milliseconds within which a further signal counts as the first one. */
const SAME_SIGNAL = 1_000;

/**
 * Calls `first` at the first SIGTERM or SIGINT, and `again` at each that comes more than a second later: a terminal and a
 * parent process may both pass on the same one.
 */
export function onStopSignal({ first, again }: { first: () => void; again: () => void }): void {
  let since: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (since === undefined) {
      since = now;
      first();
    } else if (now - since > SAME_SIGNAL) again();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
