import type { Caller } from './caller.ts';

/** Milliseconds without progress after which a run is over. */
const SILENCE = 15_000;

export interface Steps<T> {
  readonly done: (result: T) => void;
  readonly fail: (error: Error) => void;
  /** Something came: the run is alive. */
  readonly progress: () => void;
}

/** Runs callers until `done` or `fail`; rejects by itself if there is no progress for `silence` ms. Nobody hears them after it. */
export async function untilDone<T>(
  callers: readonly Caller[],
  start: (steps: Steps<T>) => void,
  silence = SILENCE,
): Promise<T> {
  let steps = 0;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((done, fail) => {
      let seen = 0;
      timer = setInterval(() => {
        if (steps === seen) fail(new Error(`The server was silent for ${silence / 1_000} s.`));
        seen = steps;
      }, silence);
      const progress = (): void => {
        steps += 1;
      };
      start({ done, fail, progress });
    });
  } finally {
    clearInterval(timer);
    for (const caller of callers) caller.hear(undefined);
  }
}
