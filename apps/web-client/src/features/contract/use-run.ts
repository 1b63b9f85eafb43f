import { useEffect, useRef, useState } from 'react';

export interface Run<Result> {
  readonly results: readonly Result[];
  readonly running: boolean;
  /** Does the steps one after the other, in the place of what was done before. */
  start(steps: readonly ((signal: AbortSignal) => Promise<Result>)[]): void;
  stop(): void;
}

/** Steps that can be watched and stopped. They stop by themselves when the component goes. */
export function useRun<Result>(): Run<Result> {
  const [results, setResults] = useState<readonly Result[]>([]);
  const [running, setRunning] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const run = async (steps: Parameters<Run<Result>['start']>[0], signal: AbortSignal): Promise<void> => {
    for (const step of steps) {
      if (signal.aborted) return;
      const result = await step(signal);
      if (signal.aborted) return;
      setResults((before) => [...before, result]);
    }
    setRunning(false);
  };
  const stop = (): void => {
    controller.current?.abort();
    setRunning(false);
  };
  return {
    results,
    running,
    start: (steps) => {
      stop();
      const own = new AbortController();
      controller.current = own;
      setResults([]);
      setRunning(true);
      void run(steps, own.signal);
    },
    stop,
  };
}
