import type { Pace } from './pace.ts';

/** A packet that is to be sent, in its turn. */
export interface Parcel {
  /** How many packets it counts as at the server. */
  readonly cost: () => number;
  readonly send: () => void;
}

/** Milliseconds: a pause that is shorter would send packet by packet what can be written together. */
const MIN_PAUSE = 10;

/** What one client sends, in order: at once where it may, otherwise once there is a connection and its pace allows it. */
export class Outbox {
  readonly #isOpen: () => boolean;
  readonly #pace: Pace;
  readonly #waiting = new Set<Parcel>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(isOpen: () => boolean, pace: Pace) {
    this.#isOpen = isOpen;
    this.#pace = pace;
  }

  /** Sends it now, or lets it wait. Returns whether it was sent. */
  post(parcel: Parcel): boolean {
    const isNow = this.#waiting.size === 0 && this.#isOpen() && this.#pace.waitFor(parcel.cost()) === 0;
    if (isNow) parcel.send();
    else if (this.#waiting.add(parcel).size === 1) this.#schedule();
    return isNow;
  }

  /** It is not sent any more, unless it was. */
  withdraw(parcel: Parcel): void {
    this.#waiting.delete(parcel);
  }

  /** Sends what may be sent now: call it when there is a connection. */
  flush(): void {
    for (const parcel of this.#waiting) {
      if (!this.#isOpen() || this.#pace.waitFor(parcel.cost()) > 0) break;
      this.#waiting.delete(parcel);
      parcel.send();
    }
    this.#schedule();
  }

  /** Nothing that waits is sent any more. */
  clear(): void {
    this.#waiting.clear();
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const [next] = this.#waiting;
    if (!next || !this.#isOpen()) return;
    this.#timer = setTimeout(() => this.flush(), Math.max(MIN_PAUSE, this.#pace.waitFor(next.cost())));
  }
}
