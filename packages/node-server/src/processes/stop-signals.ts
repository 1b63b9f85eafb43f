/** Milliseconds within which a second signal is the first one, passed on by somebody else as well. */
const ECHO = 1_000;

/**
 * Calls `first` at the first SIGTERM or SIGINT, and `again` when somebody insists. A terminal and a parent process may
 * both pass one signal on, so what comes within a second is the same one.
 */
export function onStopSignal({ first, again }: { first: () => void; again: () => void }): void {
  let since: number | undefined;
  const hear = (): void => {
    const now = performance.now();
    if (since === undefined) {
      since = now;
      first();
    } else if (now - since > ECHO) again();
  };
  process.on('SIGTERM', hear);
  process.on('SIGINT', hear);
}
