/** Seconds: well below what a heartbeat waits for. */
const MOST_OWED = 10;

/** Lets so much through in a second, and `most` at once. What is taken beyond is owed, and paid back in time. */
export class Bucket {
  readonly #perSecond: number;
  readonly #most: number;
  #level: number;
  #at: number = performance.now();

  constructor(perSecond: number, most: number = perSecond) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#level = most;
  }

  /** Whether so much may be taken without owing it. */
  has(amount: number): boolean {
    this.#fill();
    return this.#level >= amount;
  }

  /** Takes it now, however much is there; at most ten seconds are owed. Returns whether nothing is. */
  take(amount: number, now = performance.now()): boolean {
    this.#fill(now);
    this.#level = Math.max(this.#level - amount, -MOST_OWED * this.#perSecond);
    return this.#level >= 0;
  }

  get isFull(): boolean {
    this.#fill();
    return this.#level === this.#most;
  }

  #fill(now = performance.now()): void {
    this.#level = Math.min(this.#most, this.#level + ((now - this.#at) * this.#perSecond) / 1_000);
    this.#at = now;
  }
}
