import type { Caller } from './caller.ts';
import { untilDone } from './until-done.ts';
import type { Work } from './work.ts';

export interface CallsOptions {
  readonly work: Work;
  /** How many calls in all. */
  readonly calls: number;
  /** How many of them each caller has open at a time. */
  readonly inFlight: number;
}

export interface CallsResult {
  readonly calls: number;
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
  return untilDone(callers, ({ done, progress, fail }) => {
    const end = (): void => done({ calls, wrong, ...(example && { example }) });
    if (calls === 0) end();
    const begin = callers.map((caller) => {
      const open = new Set<number>();
      const next = (): void => {
        if (sent >= calls) return;
        sent += 1;
        open.add(sent);
        caller.call(sent, work.event, work.payload(sent));
      };
      caller.hear({
        onLost: fail,
        onReply: (n, data) => {
          progress();
          const isExpected = open.delete(n);
          if (!isExpected || !work.isRight(n, data)) {
            wrong += 1;
            example ??= `call ${n}: ${JSON.stringify(data)?.slice(0, 200)}`;
          }
          if (!isExpected) return;
          answered += 1;
          if (answered === calls) end();
          else next();
        },
      });
      return next;
    });
    for (let turn = 0; turn < inFlight; turn++) for (const next of begin) next();
  });
}
