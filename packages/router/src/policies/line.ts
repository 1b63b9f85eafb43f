import { refusal } from '@switchboard/contract';
import type { LazySignal } from '../lib/lazy-signal.ts';

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

  /** Resolves to what gives the place back, when it is this call's turn. Rejects if the line is full, or with the signal's reason. */
  async enter(signal: LazySignal): Promise<() => void> {
    const leave = this.#inside < this.#options.places ? this.#take() : await this.#wait(signal);
    if (!signal.aborted) return leave;
    leave();
    throw signal.reason;
  }

  #take(): () => void {
    this.#inside += 1;
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.#inside -= 1;
      const [next] = this.#waiting;
      if (next) next();
      else if (this.#inside === 0) this.#options.onEmpty?.();
    };
  }

  #wait(signal: LazySignal): Promise<() => void> {
    if (this.#waiting.size >= this.#options.limit) {
      throw refusal('SERVICE_UNAVAILABLE', {
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
        resolve(this.#take());
      };
      this.#waiting.add(next);
      signal.addEventListener('abort', goAway);
    });
  }
}

/** The places that one call has, in as many lines as it needs. They are free again when it ends or its signal is aborted. */
export class Turns {
  readonly #end: LazySignal;
  #places: (() => void)[] | undefined;

  constructor(end: LazySignal) {
    this.#end = end;
  }

  /** Resolves when it is this call's turn in the line. */
  async take(line: Line): Promise<void> {
    const leave = await line.enter(this.#end);
    if (!this.#places) {
      this.#places = [];
      // A controller that ignores its signal holds up nobody.
      this.#end.addEventListener('abort', () => this.leave());
    }
    this.#places.push(leave);
  }

  leave(): void {
    for (const leave of this.#places?.splice(0) ?? []) leave();
  }
}
