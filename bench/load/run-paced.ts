import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import { type Latencies, latenciesOf } from './latencies.ts';
import { untilDone } from './until-done.ts';
import type { Work } from './work.ts';

export interface PacedOptions {
  readonly work: Work;
  readonly seconds: number;
  /** Milliseconds between two calls of one caller. */
  readonly pace: number;
}

/** The time of a reply counts from when its call was due, so that a server that stands still is late for all of them. */
export interface PacedResult extends Latencies {
  readonly calls: number;
  /** Calls that the server did not carry out, and said so. */
  readonly refused: number;
  readonly wrong: number;
  readonly example?: string;
}

/** Milliseconds of silence that are borne: a server that stands still is what this measures. */
const PATIENCE = 60_000;

/** Calls on time, whether or not earlier calls were answered. Resolves once all are answered; rejects if a connection is lost. */
export function runPaced(
  callers: readonly Caller[],
  { work, seconds, pace }: PacedOptions,
): Promise<PacedResult> {
  const calls = Math.floor((callers.length * seconds * 1_000) / pace);
  const start = performance.now();
  const dueAt = (n: number): number => start + (n * pace) / callers.length;
  const times: number[] = [];
  let [refused, wrong] = [0, 0];
  let example: string | undefined;
  return untilDone(
    callers,
    ({ done, progress, fail }) => {
      for (const [index, caller] of callers.entries())
        caller.hear({
          onLost: fail,
          onReply: (n, data) => {
            progress();
            times.push(performance.now() - dueAt(n));
            if (typeof data === 'object' && data !== null && 'ok' in data) refused += 1;
            if (!work.isRight(n, data, index)) {
              wrong += 1;
              example ??= `call ${n}: ${JSON.stringify(data)?.slice(0, 200)}`;
            }
            if (times.length === calls)
              done({ calls, refused, wrong, ...latenciesOf(times), ...(example && { example }) });
          },
        });
      const send = async (): Promise<void> => {
        for (let n = 0; n < calls; n++) {
          const wait = dueAt(n) - performance.now();
          if (wait > 1) await delay(wait);
          const index = n % callers.length;
          callers[index]?.call(n, work.event, work.payload(n, index));
        }
      };
      send().catch(fail);
    },
    PATIENCE,
  );
}
