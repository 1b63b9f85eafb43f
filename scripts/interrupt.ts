import { endAll } from './run.ts';

/** The exit code that shells expect of a program that a signal ended. */
const SIGNALED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** On the first signal to stop, ends everything that was started, then this process. */
export function endOnSignal(
  exitCode: (signal: keyof typeof SIGNALED) => number = (name) => SIGNALED[name],
): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      void endAll().then(() => process.exit(exitCode(signal)));
    });
  }
}
