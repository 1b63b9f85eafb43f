import type { Caller } from './caller.ts';
import { type Latencies, latenciesOf } from './latencies.ts';
import { untilDone } from './until-done.ts';
import { REFUSED, type Work } from './work.ts';

export interface CallsOptions {
  readonly work: Work;
  /** How many calls in all. */
  readonly calls: number;
  /** How many of them each caller has open at a time. */
  readonly inFlight: number;
}

export interface CallsResult extends Latencies {
  readonly calls: number;
  /** Of all of them together. */
  readonly seconds: number;
  /** Replies that were not the right ones, or came to calls that had theirs. */
  readonly wrong: number;
  /** The first of them, cut short. */
  readonly example?: string;
}

/**
 * Calls in a closed loop: whoever gets a reply calls again. Resolves once every call has a reply; rejects if a connection
 * is lost, or no reply comes for a while.
 */
export function runCalls(
  callers: readonly Caller[],
  { work, calls, inFlight }: CallsOptions,
): Promise<CallsResult> {
  let [sent, answered, wrong] = [0, 0, 0];
  let example: string | undefined;
  const times: number[] = [];
  const start = performance.now();
  return untilDone(callers, ({ done, progress, fail }) => {
    const end = (): void => {
      const seconds = (performance.now() - start) / 1_000;
      done({ calls, seconds, wrong, ...latenciesOf(times), ...(example && { example }) });
    };
    if (calls === 0) end();
    const begin = callers.map((caller, index) => {
      const open = new Map<number, number>();
      const next = (): void => {
        if (sent >= calls) return;
        sent += 1;
        open.set(sent, performance.now());
        caller.call(sent, work.event, work.payload(sent, index));
      };
      const take = (n: number, data: unknown): void => {
        progress();
        const since = open.get(n);
        open.delete(n);
        if (since === undefined || !work.isRight(n, data, index)) {
          wrong += 1;
          example ??= `call ${n}: ${JSON.stringify(data)?.slice(0, 200)}`;
        }
        if (since === undefined) return;
        times.push(performance.now() - since);
        answered += 1;
        if (answered === calls) end();
        else next();
      };
      caller.hear({
        onLost: fail,
        onReply: take,
        // Some servers refuse a call with an event, which does not say which call it was.
        onEvent: (event) => {
          const [oldest = -1] = open.keys();
          if (event === 'exception') take(oldest, REFUSED);
        },
      });
      return next;
    });
    for (let turn = 0; turn < inFlight; turn++) for (const next of begin) next();
  });
}
