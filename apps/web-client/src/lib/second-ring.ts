/** How many seconds back the console counts. */
export const KEPT_SECONDS = 300;

/** Counts by the second, for the last five minutes; what is older is forgotten by itself. */
export class SecondRing {
  readonly #counts = new Uint32Array(KEPT_SECONDS);
  readonly #seconds = new Float64Array(KEPT_SECONDS);

  /** Counts one in this second since the epoch. */
  add(second: number): void {
    const slot = second % KEPT_SECONDS;
    if (this.#seconds[slot] === second) this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    else if (second > (this.#seconds[slot] ?? 0)) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 1;
    }
  }

  /** How many there were in this second; 0 for one that is forgotten. */
  at(second: number): number {
    const slot = second % KEPT_SECONDS;
    return this.#seconds[slot] === second ? (this.#counts[slot] ?? 0) : 0;
  }
}
