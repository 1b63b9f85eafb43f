import type { Caller } from './caller.ts';
import { untilDone } from './until-done.ts';

export interface BurstsOptions {
  readonly bursts: number;
  /** Events of one burst. */
  readonly count: number;
}

export interface BurstsResult {
  /** Events that arrived, over all connections. */
  readonly delivered: number;
  /** Events that were not what was asked for, and replies that were not. */
  readonly wrong: number;
}

/**
 * Has the server send bursts to everyone, one after the other: the next begins once everyone has all of the one before.
 * Rejects if a connection is lost, or nothing comes for a while.
 */
export function runBursts(
  callers: readonly Caller[],
  { bursts, count }: BurstsOptions,
): Promise<BurstsResult> {
  const [first] = callers;
  if (!first) throw new Error('A burst needs a connection.');
  const perBurst = callers.length * count;
  let [burst, delivered, wrong, arrived, isAnswered] = [0, 0, 0, 0, false];
  return untilDone(callers, ({ done, progress, fail }) => {
    const next = (): void => {
      if (burst === bursts) {
        done({ delivered, wrong });
        return;
      }
      burst += 1;
      [arrived, isAnswered] = [0, false];
      first.call(burst, 'burst:start', `{"count":${count}}`);
    };
    const step = (): void => {
      progress();
      if (isAnswered && arrived >= perBurst) next();
    };
    for (const caller of callers) {
      let last: unknown;
      caller.hear({
        onLost: fail,
        onReply: (n, data) => {
          const sent = typeof data === 'object' && data !== null && 'sent' in data ? data.sent : undefined;
          if (n !== burst || sent !== count) wrong += 1;
          isAnswered = true;
          step();
        },
        onEvent: (event, payload) => {
          const id = idOfPlaced(event, payload);
          if (id === undefined || id === last) wrong += 1;
          last = id;
          arrived += 1;
          delivered += 1;
          step();
        },
      });
    }
    next();
  });
}

function idOfPlaced(event: string, payload: unknown): string | undefined {
  if (event !== 'order:placed' || typeof payload !== 'object' || payload === null) return undefined;
  const { id, total, accepted, at } = payload as Record<string, unknown>;
  const isWhole =
    typeof id === 'string' && typeof total === 'number' && accepted === true && typeof at === 'number';
  return isWhole ? id : undefined;
}
