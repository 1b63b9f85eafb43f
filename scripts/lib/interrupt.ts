import { onLauncherGone } from './launchers.ts';
import { endAll } from './run.ts';

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type StopSignal = keyof typeof EXIT_CODES;

/**
 * On the first signal to stop, ends everything that was started, then this process, with the code that shells expect.
 * A launcher that was killed counts as a SIGTERM. The result says whether it is ending.
 */
export function endOnSignal(exitCodes: Partial<Record<StopSignal, number>> = {}): AbortSignal {
  const ending = new AbortController();
  const stop = (signal: StopSignal): void => {
    if (ending.signal.aborted) return;
    ending.abort();
    const code = exitCodes[signal] ?? EXIT_CODES[signal];
    void endAll().then(() => process.exit(code));
  };
  for (const signal of Object.keys(EXIT_CODES) as StopSignal[]) process.on(signal, () => stop(signal));
  onLauncherGone(() => stop('SIGTERM'));
  return ending.signal;
}
