export class Listeners<Value = void> {
  readonly #listeners = new Set<(value: Value) => void>();

  /** Returns its undo. */
  readonly add = (listener: (value: Value) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  notify(value: Value): void {
    for (const listener of this.#listeners) listener(value);
  }
}

/** A value that React reads: it is taken anew when `schedule` runs what it is given, once for any number of changes. */
export class Snapshot<Value> {
  readonly #take: () => Value;
  readonly #schedule: (flush: () => void) => void;
  readonly #listeners = new Listeners();
  #value: Value;
  #isDue = false;

  constructor(take: () => Value, schedule: (flush: () => void) => void) {
    this.#take = take;
    this.#schedule = schedule;
    this.#value = take();
  }

  readonly subscribe = this.#listeners.add;

  readonly get = (): Value => this.#value;

  /** The value became another one. */
  changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#schedule(() => {
      this.#isDue = false;
      this.flush();
    });
  }

  flush(): void {
    this.#value = this.#take();
    this.#listeners.notify();
  }
}

/** Runs what it is given with the next frame, but two things at least `interval` milliseconds apart. */
export function pacedFrames(interval: number): (run: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (run) => {
    const withNextFrame = (): void => {
      requestAnimationFrame(() => {
        last = performance.now();
        run();
      });
    };
    const wait = last + interval - performance.now();
    if (wait <= 0) withNextFrame();
    else setTimeout(withNextFrame, wait);
  };
}
