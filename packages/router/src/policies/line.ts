import { EventError } from '@switchboard/contract';
import type { LazySignal } from '../lib/lazy-signal.ts';
import type { MaybePromise } from '../lib/maybe-promise.ts';

/** What a caller who finds the line full may wait before the next try, in milliseconds. */
const RETRY_AFTER = 1_000;

export interface LineOptions {
  /** How many may be inside at a time. */
  readonly places: number;
  /** How many may wait; the next one gets SERVICE_UNAVAILABLE. */
  readonly limit: number;
  readonly onEmpty?: () => void;
}

/** Lets a bounded number of calls in at a time, and the others wait, first come, first served. */
export class Line {
  readonly #options: LineOptions;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /**
   * Runs `task` when it is its turn. The place is free again when the task ends or the signal is aborted, whichever
   * comes first: a task that ignores its signal holds up nobody. A call whose signal is aborted leaves the line, and
   * its task never runs.
   */
  async inTurn<T>(signal: LazySignal, task: () => MaybePromise<T>): Promise<T> {
    const leave = this.#inside < this.#options.places ? this.#enter() : await this.#wait(signal);
    signal.addEventListener('abort', leave);
    try {
      signal.throwIfAborted();
      return await task();
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  #enter(): () => void {
    this.#inside += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#inside -= 1;
      const [next] = this.#waiting;
      if (next) next();
      else if (this.#inside === 0) this.#options.onEmpty?.();
    };
  }

  #wait(signal: LazySignal): Promise<() => void> {
    if (this.#waiting.size >= this.#options.limit) {
      throw new EventError('SERVICE_UNAVAILABLE', {
        message: 'Too many calls of this kind wait already.',
        retryAfter: RETRY_AFTER,
      });
    }
    return new Promise((resolve, reject) => {
      const goAway = (): void => {
        this.#waiting.delete(next);
        reject(signal.reason);
      };
      const next = (): void => {
        this.#waiting.delete(next);
        signal.removeEventListener('abort', goAway);
        resolve(this.#enter());
      };
      this.#waiting.add(next);
      signal.addEventListener('abort', goAway);
    });
  }
}

/** Runs `task` in its turn where there is a line, otherwise at once. */
export function inTurn<T>(
  line: Line | undefined,
  signal: LazySignal,
  task: () => MaybePromise<T>,
): MaybePromise<T> {
  return line ? line.inTurn(signal, task) : task();
}
